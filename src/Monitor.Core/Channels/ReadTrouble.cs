using Monitor.Core.Fetching;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Channels;

/// <summary>What kept a channel from being read, as a row of work says it. Pure.</summary>
internal static class ReadTrouble
{
    /// <summary>A proxy that is down is told apart: it is not the channel's doing.</summary>
    public static (OutcomeReason Reason, string Detail) Of(FetchRefusedException refusal) =>
        (refusal.Refusal == FetchRefusal.EgressUnavailable ? OutcomeReason.EgressUnavailable : OutcomeReason.FetchRefused, refusal.Told);

    /// <summary>Of a page that was answered and could not be read.</summary>
    public static (OutcomeReason Reason, string Detail) Of(ChannelReading reading) =>
        reading.Refusal is { } refusal ? (refusal.Reason, refusal.Message) : (OutcomeReason.HttpStatus, $"HTTP {reading.Answer.Status}");

    /// <summary>Another try by the ladder.</summary>
    public static StageOutcome Retry((OutcomeReason Reason, string Detail) trouble) => new StageOutcome.Retry(null, trouble.Reason, trouble.Detail);
}
