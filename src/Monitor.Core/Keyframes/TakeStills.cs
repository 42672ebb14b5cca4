using System.Globalization;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Keyframes;

/// <summary>Takes the chosen frames of a clip as pictures, fully decoded, in the sandbox: frames that a decoder can begin at in one pass over these alone, the others by
/// seeking, a few at once; what neither brought, by decoding everything.</summary>
public sealed class TakeStills(SandboxedProcess runner)
{
    /// <summary>Most pixels that the decoders of one run hold a frame of: bounds how many seek at once.</summary>
    private const long PixelsAtOnce = 16_000_000;

    /// <summary>Seeks that are joined in one run, and frames that one run chooses among: an argument holds 128 KB.</summary>
    private const int MostSeeks = 12, MostChosen = 2000;

    /// <summary>The stills, in order. Throws <see cref="DecodeException"/> where none can be taken.</summary>
    public async Task<IReadOnlyList<ExtractedStill>> RunAsync(string file, MediaProbe probe, ClipScan scan, IReadOnlyList<PlannedStill> plan, string outputFolder, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var taken = new SortedDictionary<int, ExtractedStill>();
        var keys = scan.Keys.ToHashSet();
        var numbered = 0;
        string errors = "";
        async Task TakeAsync(List<PlannedStill> wanted, Func<IReadOnlyList<PlannedStill>, StillPass> make)
        {
            if (wanted.Count == 0) return;
            try
            {
                var (stills, told) = await PassAsync(file, probe, make, wanted, scan, outputFolder, ++numbered, cancellationToken);
                foreach (var still in stills) taken[still.Plan.Frame] = still;
                if (stills.Count < wanted.Count) errors = told;
            }
            catch (DecodeException refusal) when (taken.Count > 0 && refusal.Reason != OutcomeReason.SandboxUnavailable)
            {
                // What was taken is kept: a decoder that reached its limit at the last frame does not take the others away.
                errors = refusal.Message;
            }

            progress?.Report((double)taken.Count / plan.Count);
        }

        if (probe.Shape == MediaShape.Video && scan.Keys.Count > 0)
        {
            foreach (var some in plan.Where(still => keys.Contains(still.Frame)).Chunk(MostChosen)) await TakeAsync([.. some], wanted => StillPass.OfKeys(scan, wanted));
            var seeks = (int)Math.Clamp(PixelsAtOnce / Math.Max(1, (long)(probe.Width ?? 1) * (probe.Height ?? 1)), 1, MostSeeks);
            foreach (var some in plan.Where(still => !keys.Contains(still.Frame)).Chunk(seeks)) await TakeAsync([.. some], wanted => StillPass.OfSeeks(scan, wanted));
        }

        foreach (var some in plan.Where(still => !taken.ContainsKey(still.Frame)).Chunk(MostChosen)) await TakeAsync([.. some], wanted => StillPass.OfAll(scan, wanted));
        return taken.Count > 0 ? [.. taken.Values] : throw ScanClip.NoFrames("No still could be taken. ", errors);
    }

    private async Task<(IReadOnlyList<ExtractedStill> Stills, string Errors)> PassAsync(
        string file, MediaProbe probe, Func<IReadOnlyList<PlannedStill>, StillPass> make, List<PlannedStill> wanted, ClipScan scan, string outputFolder, int number, CancellationToken cancellationToken)
    {
        var pass = make(wanted);
        var command = pass.Command(file, probe, outputFolder, number);
        var hashes = new List<(PerceptualHash Hash, int Quality)>();
        var result = await runner.RunAsync(command, (stream, token) => RawFrames.ReadAsync(stream, PdqHasher.Side * PdqHasher.Side * 3, frame => hashes.Add(PdqHasher.Of(frame.Span)), token), cancellationToken);
        var listing = Path.Combine(outputFolder, "stamps");
        var stamps = File.Exists(listing) ? FrameListing.Parse(File.ReadLines(listing)).Stamps : [];
        var stills = new List<ExtractedStill>();
        for (var at = 0; at < Math.Min(stamps.Count, hashes.Count); at++)
        {
            // A pass that joins seeks has times of its own: it counts only where each brought its one frame.
            var still = pass.IsJoined ? (stamps.Count == wanted.Count ? wanted[at] : null) : wanted.FirstOrDefault(one => scan.Stamps[one.Frame] == stamps[at]);
            string[] files = [Name("full"), Name("small"), Name("blurred")];
            if (still is not null && Array.TrueForAll(files, File.Exists)) stills.Add(new ExtractedStill(still, files[0], files[1], files[2], hashes[at].Hash, hashes[at].Quality, make([still]).Command(file, probe, outputFolder, number).Text));
            string Name(string kind) => Path.Combine(outputFolder, string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}-{at:00000}.jpg"));
        }

        return (stills, result.Errors);
    }
}
