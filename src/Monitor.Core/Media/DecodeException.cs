using Monitor.Core.Pipelines;

namespace Monitor.Core.Media;

/// <summary>Bytes that cannot be decoded, or may not be: a typed refusal.</summary>
public sealed class DecodeException(OutcomeReason reason, string message, Exception? inner = null) : Exception(message, inner)
{
    public OutcomeReason Reason { get; } = reason;

    /// <summary>True where it says nothing of the bytes: the sandbox cannot start, or somebody ended the decoder.</summary>
    public bool IsOfTheMachine => Reason is OutcomeReason.SandboxUnavailable or OutcomeReason.DecoderStopped;

    /// <summary>The outcome of a stage that met this refusal: a sandbox that cannot start, and a decoder that was ended from outside, are waited for; bad bytes are not.</summary>
    public StageOutcome ToOutcome() => Reason switch
    {
        OutcomeReason.SandboxUnavailable => new StageOutcome.Retry(TimeSpan.FromMinutes(5), Reason, Message),
        OutcomeReason.DecoderStopped => new StageOutcome.Retry(null, Reason, Message),
        _ => new StageOutcome.Failed(Reason, Message),
    };
}
