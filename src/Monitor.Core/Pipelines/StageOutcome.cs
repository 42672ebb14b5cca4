namespace Monitor.Core.Pipelines;

/// <summary>How a stage ended. Only these; exceptions are faults and are caught in one place, <see cref="RunStage"/>.</summary>
public abstract record StageOutcome
{
    public sealed record Done : StageOutcome;

    public sealed record Skipped(OutcomeReason Reason) : StageOutcome;

    /// <summary>Try again after this time; where null, by the back-off ladder.</summary>
    public sealed record Retry(TimeSpan? After, OutcomeReason Reason, string? Detail = null) : StageOutcome;

    public sealed record Failed(OutcomeReason Reason, string? Detail = null) : StageOutcome;

    public static readonly StageOutcome Success = new Done();
}

/// <summary>Why a stage did not simply end well.</summary>
public enum OutcomeReason
{
    NotInPipeline, NothingToDo, GoesOn, NotMedia, HasNoPicture, SubjectGone, ChannelPaused, ChannelFailing,
    FetchRefused, HttpStatus, RateLimited, MediaGone, NotAFeed, NotAChannelPage, PreviewUnavailable, PageTooLarge, PageTooDeep,
    EgressUnavailable, SandboxUnavailable, DecodeFailed, DecodeLimit, FormatNotAllowed, TooManyPixels, EmptyFile, NoFrames,
    StorageFull, IndexUnavailable, IndexRefused, SpeechUnavailable, ChangedMeanwhile, Fault, TooManyAttempts,
    RefusedToProxy, NothingReached, DecoderStopped,
    NotModifiedUnasked, CutOff, OldCopy, NoKnownPost,
}
