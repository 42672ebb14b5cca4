namespace Monitor.Core.Pipelines;

/// <summary>The stages, in the order of the data's way.</summary>
public enum StageKind { Poll, Download, Probe, Keyframes, RecognizeText, ViewingCopy, TranscribeSpeech, Index }

/// <summary>What a stage works on.</summary>
public enum SubjectKind { Channel, MediaSource, MediaItem, Post }

public enum StageState { Pending, Running, Done, Skipped, Failed }

/// <summary>Facts about each stage that the runner and the doorbell need.</summary>
public static class StageFacts
{
    /// <summary>Raised when a stage's result changes: new rows are planned for old subjects.</summary>
    public static int Version(StageKind stage) => 1;

    /// <summary>Name of the queue that carries the stage.</summary>
    public static string Queue(StageKind stage) => stage switch
    {
        StageKind.Poll => "poll",
        StageKind.Download => "fetch",
        StageKind.Index => "index",
        _ => "decode",
    };

    public static IReadOnlyList<string> Queues { get; } = ["poll", "fetch", "decode", "index"];

    /// <summary>Stages that a pipeline may leave out.</summary>
    public static IReadOnlyList<StageKind> Optional { get; } =
        [StageKind.Download, StageKind.Keyframes, StageKind.RecognizeText, StageKind.ViewingCopy];
}
