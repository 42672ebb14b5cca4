using Monitor.Core.Fetching;
using Monitor.Core.Media;
using Monitor.Core.Pipelines;
using Monitor.Core.Reposts;
using Monitor.Core.Reposts.Matching;

namespace Monitor.App.Inspect;

/// <summary>Compares two clips as the stages would: probe, hashes over time, sound, and whether one is a copy of the other.</summary>
public sealed class MatchInspection(InspectInputReader reader, IMediaStore store, MediaWork work, SoundFingerprinter fingerprinter)
{
    private const string Schema = "monitor/inspect/match/1";

    /// <summary>Never throws for bad input: the document says Failed, why, and of which of the two.</summary>
    public async Task<InspectDocument> RunAsync(string one, string other, CancellationToken cancellationToken)
    {
        var which = "A";
        InspectInput? read = null;
        try
        {
            var first = await ReadAsync(one, cancellationToken);
            read = new InspectInput(first.Blob.Hash.Hex, first.Blob.Length);
            var left = await LookAsync(first, cancellationToken);
            which = "B";
            var right = await LookAsync(await ReadAsync(other, cancellationToken), cancellationToken);
            return new InspectDocument(Schema, read, "Done", null, null, Describe(ClipMatcher.Compare(left, right, cancellationToken)));
        }
        catch (FetchRefusedException refusal)
        {
            return Failed(refusal.Refusal.ToString(), refusal.Message);
        }
        catch (DecodeException refusal)
        {
            return Failed(refusal.Reason.ToString(), refusal.Message);
        }
        catch (HttpStatusException refusal)
        {
            return Failed(nameof(OutcomeReason.HttpStatus), refusal.Message);
        }

        InspectDocument Failed(string reason, string detail) => new(Schema, read, "Failed", reason, which + ": " + detail, null);
    }

    private Task<InspectSource> ReadAsync(string input, CancellationToken cancellationToken) => reader.ReadAsync(input, FetchKind.Video, cancellationToken);

    private async Task<ComparedClip> LookAsync(InspectSource source, CancellationToken cancellationToken)
    {
        using var scratch = work.MakeScratch();
        var (file, probe) = await work.Prober.OpenAsync(store.LocalPath(source.Blob.Hash), scratch.Path, cancellationToken);
        if (probe.Shape is not (MediaShape.Video or MediaShape.Audio)) throw new DecodeException(OutcomeReason.FormatNotAllowed, "The file is no clip and no recording: one picture is not enough to match by.");
        var sound = probe.AudioCodec is null ? [] : await fingerprinter.TakeAsync(file, probe, cancellationToken);
        if (probe.Shape == MediaShape.Audio) return new ComparedClip([], sound, probe.DurationMs ?? 0);
        var found = await work.Keyframes.ScanAsync(file, probe, scratch.Path, ConsoleProgress.OfStills(), cancellationToken);
        return new ComparedClip(found.Track, sound, probe.DurationMs ?? 0);
    }

    private static object Describe(ClipMatch match) => new
    {
        match.IsMatch,
        match.Similarity,
        Basis = match.IsMatch ? match.Basis : (MatchBasis?)null,
        match.Verdict,
        match.IsMirrored,
        match.SoundAgreement,
        match.MedianBits,
        match.FramesCompared,
        match.FramesAlike,
        match.WithinBits,
        Stretches = match.LengthMs > 0 ? new[] { new { match.OneFromMs, match.OneToMs, match.OtherFromMs, match.OtherToMs } } : [],
        OffsetMs = match.LengthMs > 0 ? match.OffsetMs : (long?)null,
        match.Explanation,
    };
}
