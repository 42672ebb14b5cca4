using Monitor.Core.Pipelines;

namespace Monitor.Core.Media;

/// <summary>Bytes that cannot be decoded, or may not be: a typed refusal.</summary>
public sealed class DecodeException(OutcomeReason reason, string message, Exception? inner = null) : Exception(message, inner)
{
    public OutcomeReason Reason { get; } = reason;

    /// <summary>The outcome of a stage that met this refusal: a sandbox that cannot start is waited for, bad bytes are not.</summary>
    public StageOutcome ToOutcome() => Reason == OutcomeReason.SandboxUnavailable
        ? new StageOutcome.Retry(TimeSpan.FromMinutes(5), Reason, Message)
        : new StageOutcome.Failed(Reason, Message);
}
