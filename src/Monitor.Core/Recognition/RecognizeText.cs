using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Media;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Recognition;

/// <summary>Stage: reads the text in the stills of a clip or picture.</summary>
public sealed class RecognizeText(WriteGate gate, IDbContextFactory<MonitorDbContext> contexts, IMediaStore store, MediaWork work) : IStage
{
    public StageKind Kind => StageKind.RecognizeText;

    public async Task<StageOutcome> RunAsync(StageRun run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var stills = await db.Keyframes.AsNoTracking().Where(row => row.MediaItemId == run.SubjectId).OrderBy(row => row.Frame).ToListAsync(cancellationToken);
        if (stills.Count == 0) return new StageOutcome.Skipped(OutcomeReason.NothingToDo);
        var item = await db.MediaItems.AsNoTracking().FirstAsync(row => row.Id == run.SubjectId, cancellationToken);
        using var scratch = work.MakeScratch();
        var read = new List<(long, long, IReadOnlyList<RecognizedLine>)>();
        try
        {
            var clip = item.Shape == MediaShape.Video ? await work.Prober.OpenAsync(store.LocalPath(new ContentHash(item.ContentHash)), scratch.Path, cancellationToken) : null;
            foreach (var still in stills)
                read.Add((still.FromMs, still.ToMs, await work.Recognizer.RecognizeAsync(new StillToRead(store.LocalPath(new ContentHash(still.FullHash)), clip, still.TimeMs, still.FromMs, still.ToMs), cancellationToken)));
        }
        catch (DecodeException refusal)
        {
            return refusal.ToOutcome();
        }

        await RecordAsync(run.SubjectId, CaptionTrack.Join(read), cancellationToken);
        return StageOutcome.Success;
    }

    private Task RecordAsync(long itemId, IReadOnlyList<ReadCaption> captions, CancellationToken cancellationToken) => gate.WriteAsync(async db =>
    {
        // Through the context: what is removed has its custody entry.
        db.Captions.RemoveRange(await db.Captions.Where(row => row.MediaItemId == itemId).ToListAsync(cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
        foreach (var caption in captions)
            db.Captions.Add(new Caption
            {
                MediaItemId = itemId,
                StartMs = caption.StartMs,
                EndMs = caption.EndMs,
                Text = caption.Text,
                Confidence = caption.Confidence,
                BoxesJson = JsonSerializer.Serialize(caption.Boxes, RecognitionJson.Default.IReadOnlyListTextBox),
            });
    }, cancellationToken);
}

[JsonSerializable(typeof(IReadOnlyList<TextBox>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class RecognitionJson : JsonSerializerContext;
