using Microsoft.Extensions.Options;
using Monitor.Core.Database;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Recognition.Speech;

/// <summary>Asks the recogniser of speech for a medium, where an administrator has set one up: it is never asked by itself.</summary>
public sealed class AskMachine(WriteGate gate, TimeProvider clock, IOptions<SpeechOptions> options)
{
    public bool IsSetUp => options.Value.Type != "none";

    /// <summary>Makes the work due at once, also where it was done before.</summary>
    public Task RunAsync(long mediaItemId, CancellationToken cancellationToken) => gate.WriteAsync(
        db => StageRuns.PlanAgainAsync(db, SubjectKind.MediaItem, [mediaItemId], StageKind.TranscribeSpeech, _ => null, clock.GetUtcNow(), cancellationToken), cancellationToken);
}
