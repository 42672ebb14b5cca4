using Microsoft.EntityFrameworkCore;
using Monitor.Core.Audit;
using Monitor.Core.Database;

namespace Monitor.Core.Review;

/// <summary>Writes transcripts and translations: each saving is a new version, the older ones stay.</summary>
public sealed class EditTranscripts(WriteGate gate, TimeProvider clock)
{
    public static IReadOnlyList<string> Languages { get; } = ["be", "ru", "en"];

    /// <summary>Saves a version. Throws <see cref="ChangedMeanwhileException"/> where the version that was seen is no longer the latest.</summary>
    /// <param name="seen">Version that was edited; 0 where there was none of that language.</param>
    /// <param name="machineModel">The recogniser's model where a machine made it.</param>
    public Task<int> SaveAsync(Actor actor, long mediaItemId, string? language, bool isTranslation, int seen, IReadOnlyList<TranscriptLine> lines, string? machineModel, CancellationToken cancellationToken) => gate.WriteAsync(actor, async db =>
    {
        EditRefusedException.ThrowIf(language is null || !Languages.Contains(language), EditRefusal.LanguageNeeded);
        EditRefusedException.ThrowIf(!await db.MediaItems.AnyAsync(item => item.Id == mediaItemId, cancellationToken), EditRefusal.NotThere);
        var latest = await db.Transcripts.Where(row => row.MediaItemId == mediaItemId && row.Language == language).OrderByDescending(row => row.Version).FirstOrDefaultAsync(cancellationToken);
        if (latest is not null && latest.Version != seen) throw new ChangedMeanwhileException(latest);
        var made = new Transcript { MediaItemId = mediaItemId, Language = language!, IsTranslation = isTranslation, Version = (latest?.Version ?? 0) + 1, ActorId = actor.Id, WrittenAt = clock.GetUtcNow(), MachineModel = machineModel };
        foreach (var line in lines) made.Lines.Add(new TranscriptLine { StartMs = line.StartMs, EndMs = line.EndMs, Text = line.Text });
        db.Transcripts.Add(made);
        await db.SaveChangesAsync(cancellationToken);
        await TouchPosts.OfMediaItemAsync(db, mediaItemId, clock.GetUtcNow(), cancellationToken);
        return made.Version;
    }, cancellationToken);
}
