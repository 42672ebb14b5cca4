using System.Collections.Concurrent;
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
        var taken = new ConcurrentDictionary<int, ExtractedStill>();
        var errors = "";
        DecodeException? refused = null;
        async ValueTask TakeAsync(int number, (PlannedStill[] Wanted, Func<IReadOnlyList<PlannedStill>, StillPass> Make) pass, CancellationToken token)
        {
            try
            {
                var (stills, told) = await PassAsync(file, pass.Make, pass.Wanted, scan, outputFolder, number, token);
                foreach (var still in stills) taken[still.Plan.Frame] = still;
                if (stills.Count < pass.Wanted.Length) errors = told;
            }
            catch (DecodeException refusal) when (!refusal.IsOfTheMachine)
            {
                // What others take is kept: a decoder that reached its limit at the last frame does not take the first away.
                refused = refusal;
            }

            progress?.Report((double)taken.Count / plan.Count);
        }

        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = Math.Min(2, Environment.ProcessorCount), CancellationToken = cancellationToken };
        // A pass has its number by its place, whichever begins first: the same clip gives the same names and commands.
        var passes = probe.Shape == MediaShape.Video && scan.Keys.Count > 0 ? Passes(probe, scan, plan).Index().ToList() : [];
        await Parallel.ForEachAsync(passes, atOnce, (pass, token) => TakeAsync(pass.Index + 1, pass.Item, token));
        foreach (var (at, some) in plan.Where(still => !taken.ContainsKey(still.Frame)).Chunk(MostChosen).ToList().Index()) await TakeAsync(passes.Count + at + 1, (some, wanted => StillPass.OfAll(probe, scan, wanted)), cancellationToken);
        return taken.IsEmpty ? throw refused ?? ScanClip.NoFrames("No still could be taken. ", errors) : [.. taken.Values.OrderBy(still => still.Plan.Frame)];
    }

    /// <summary>The cheap passes: the longest first.</summary>
    private static IEnumerable<(PlannedStill[] Wanted, Func<IReadOnlyList<PlannedStill>, StillPass> Make)> Passes(MediaProbe probe, ClipScan scan, IReadOnlyList<PlannedStill> plan)
    {
        var keys = scan.Keys.ToHashSet();
        foreach (var some in plan.Where(still => keys.Contains(still.Frame)).Chunk(MostChosen)) yield return (some, wanted => StillPass.OfKeys(probe, scan, wanted));
        var seeks = (int)Math.Clamp(PixelsAtOnce / Math.Max(1, (long)(probe.Width ?? 1) * (probe.Height ?? 1)), 1, MostSeeks);
        foreach (var some in plan.Where(still => !keys.Contains(still.Frame)).Chunk(seeks)) yield return (some, wanted => StillPass.OfSeeks(probe, scan, wanted));
    }

    private async Task<(IReadOnlyList<ExtractedStill> Stills, string Errors)> PassAsync(
        string file, Func<IReadOnlyList<PlannedStill>, StillPass> make, PlannedStill[] wanted, ClipScan scan, string outputFolder, int number, CancellationToken cancellationToken)
    {
        var pass = make(wanted);
        var command = pass.Command(file, outputFolder, number);
        var hashes = new List<(PerceptualHash Hash, int Quality)>();
        var result = await runner.RunAsync(command, (stream, token) => RawFrames.ReadAsync(stream, PdqHasher.Side * PdqHasher.Side * 3, frame => hashes.Add(PdqHasher.Of(frame.Span)), token), cancellationToken);
        var listing = Path.Combine(outputFolder, string.Create(CultureInfo.InvariantCulture, $"stamps-{number}"));
        var stamps = File.Exists(listing) ? FrameListing.Parse(File.ReadLines(listing)).Stamps : [];
        var stills = new List<ExtractedStill>();
        for (var at = 0; at < Math.Min(stamps.Count, hashes.Count); at++)
        {
            // A pass that joins seeks has times of its own: it counts only where each brought its one frame.
            var still = pass.IsJoined ? (stamps.Count == wanted.Length ? wanted[at] : null) : wanted.FirstOrDefault(one => scan.Stamps[one.Frame] == stamps[at]);
            string[] files = [Name("full"), Name("small"), Name("blurred")];
            if (still is not null && Array.TrueForAll(files, File.Exists)) stills.Add(new ExtractedStill(still, files[0], files[1], files[2], hashes[at].Hash, hashes[at].Quality, make([still]).Command(file, outputFolder, number).Text));
            string Name(string kind) => Path.Combine(outputFolder, string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}-{at:00000}.jpg"));
        }

        return (stills, result.Errors);
    }
}
