using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Pipelines;
using Monitor.Core.Recognition.Film;

namespace Monitor.Core.Recognition;

/// <summary>Stage: reads the text that a clip or picture shows; the pictures of its lines go into the store with their custody, then all rows in one transaction.</summary>
public sealed class RecognizeText(WriteGate gate, IDbContextFactory<MonitorDbContext> contexts, IMediaStore store, MediaWork work, TimeProvider clock) : IStage
{
    private const int PicturesAtOnce = 200;

    public StageKind Kind => StageKind.RecognizeText;

    public async Task<StageOutcome> RunAsync(StageRun run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var first = await db.Keyframes.AsNoTracking().Where(row => row.MediaItemId == run.SubjectId).OrderBy(row => row.Frame).FirstOrDefaultAsync(cancellationToken);
        if (first is null) return new StageOutcome.Skipped(OutcomeReason.NothingToDo);
        var item = await db.MediaItems.AsNoTracking().FirstAsync(row => row.Id == run.SubjectId, cancellationToken);
        using var scratch = work.MakeScratch();
        await using var progress = new StageProgress(gate, run, clock);
        try
        {
            var read = item.Shape == MediaShape.Video
                ? await work.Captions.OfClipAsync(await work.Prober.OpenAsync(store.LocalPath(new ContentHash(item.ContentHash)), scratch.Path, cancellationToken), scratch.Path, progress, cancellationToken)
                : await work.Captions.OfPictureAsync(store.LocalPath(new ContentHash(first.FullHash)), cancellationToken);
            await RecordAsync(item, read, await StoreAsync(item, read.Captions, cancellationToken), cancellationToken);
            return StageOutcome.Success;
        }
        catch (DecodeException refusal)
        {
            return refusal.ToOutcome();
        }
    }

    /// <summary>Writes the bytes of some pictures, and then what they were cut out of: the custody of thousands does not keep others from writing.</summary>
    private async Task<List<string?>> StoreAsync(MediaItem item, IReadOnlyList<ReadCaption> captions, CancellationToken cancellationToken)
    {
        var hashes = new List<string?>(captions.Count);
        foreach (var some in captions.Chunk(PicturesAtOnce))
        {
            var stored = new List<(ReadCaption Caption, StoredBlob? Blob)>();
            foreach (var caption in some)
                stored.Add((caption, caption.Pictures.Count == 0 ? null : await store.WriteAsync(async stream => await stream.WriteAsync(GreyFile.Png(GreyPicture.Stack(caption.Pictures)), cancellationToken), cancellationToken)));
            var version = await work.Versions.OfAsync("ffmpeg");
            await gate.WriteAsync(async db =>
            {
                foreach (var (caption, blob) in stored)
                    if (blob is not null) await db.RecordDerivativeAsync(new Derivative { ParentHash = item.ContentHash, Kind = DerivativeKind.CaptionPicture, Command = LinePicture.Describe(caption), ToolVersion = version, MadeAt = clock.GetUtcNow() }, blob, cancellationToken);
            }, cancellationToken);
            hashes.AddRange(stored.Select(one => one.Blob?.Hash.Hex));
        }

        return hashes;
    }

    private Task RecordAsync(MediaItem item, ReadCaptions read, List<string?> pictures, CancellationToken cancellationToken) => gate.WriteAsync(async db =>
    {
        // Through the context: what is removed has its custody entry.
        db.Captions.RemoveRange(await db.Captions.Where(row => row.MediaItemId == item.Id).ToListAsync(cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
        (await db.MediaItems.FirstAsync(row => row.Id == item.Id, cancellationToken)).CaptionsUntilMs = read.UntilMs;
        foreach (var (caption, picture) in read.Captions.Zip(pictures))
            db.Captions.Add(new Caption
            {
                MediaItemId = item.Id,
                StartMs = caption.StartMs,
                EndMs = caption.EndMs,
                Kind = caption.Kind,
                Text = caption.Text,
                Confidence = caption.Confidence,
                BoxesJson = JsonSerializer.Serialize(caption.Boxes, RecognitionJson.Default.IReadOnlyListTextBox),
                PictureHash = picture,
            });
    }, cancellationToken);
}

[JsonSerializable(typeof(IReadOnlyList<TextBox>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class RecognitionJson : JsonSerializerContext;
