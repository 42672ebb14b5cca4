using Monitor.Core.Channels;

namespace Monitor.Core.Pipelines;

/// <summary>The stages, in the order of the data's way.</summary>
public enum StageKind { Poll, Backfill, WatchTakedowns, Download, Probe, Keyframes, FingerprintSound, MatchReposts, RecognizeText, ViewingCopy, TranscribeSpeech, Index }

/// <summary>What a stage works on.</summary>
public enum SubjectKind { Channel, MediaSource, MediaItem, Post }

public enum StageState { Pending, Running, Done, Skipped, Failed }

/// <summary>Facts about each stage that the runner and the doorbell need.</summary>
public static class StageFacts
{
    /// <summary>Raised when a stage's result changes: new rows are planned for old subjects.</summary>
    public static int Version(StageKind stage) => stage switch
    {
        // The stream that a player shows, times from the clip's own start, slides, pictures that move.
        StageKind.Keyframes => 3,
        // Captions are found in the film, not on its stills.
        StageKind.RecognizeText => 4,
        StageKind.Probe or StageKind.ViewingCopy => 2,
        // Noise is no sound any more by which clips are called copies.
        StageKind.MatchReposts => 2,
        _ => 1,
    };

    /// <summary>Name of the queue that carries the row; polls of slow channels and downloads that failed before have one of their own.</summary>
    public static string Queue(StageRun run) => run.Stage switch
    {
        StageKind.Poll => ChannelLane.IsSlow(run.Lane) ? "slow-poll" : "poll",
        StageKind.Backfill or StageKind.WatchTakedowns => "watch",
        // What failed before may hang on a dead host: it keeps nothing new waiting.
        StageKind.Download => run.Reason is null ? "fetch" : "slow-fetch",
        StageKind.MatchReposts => "match",
        StageKind.Index => "index",
        _ => "decode",
    };

    public static IReadOnlyList<string> Queues { get; } = ["poll", "slow-poll", "watch", "fetch", "slow-fetch", "decode", "match", "index"];

    /// <summary>Stages that a pipeline may leave out.</summary>
    public static IReadOnlyList<StageKind> Optional { get; } =
        [StageKind.Download, StageKind.Keyframes, StageKind.RecognizeText, StageKind.ViewingCopy];
}
