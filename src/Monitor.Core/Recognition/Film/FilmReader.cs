using Monitor.Core.Pipelines;
using Monitor.Core.Recognition.Tesseract;

namespace Monitor.Core.Recognition.Film;

/// <summary>Reads the lines that were found in a film: the longest of each place first, and the others only where those could not be read.</summary>
public sealed class FilmReader(LineReader reader)
{
    /// <summary>A reading that needs no other one.</summary>
    private const double Sure = 88;

    private const double FirstShare = 0.8;

    /// <summary>Lines of one place whose lengths differ by less are read together.</summary>
    private const double AsLong = 0.8;

    /// <summary>Each line with what was read of it, null where nothing was; those that were left unread too.</summary>
    public async Task<IReadOnlyList<(FilmLine Line, RecognizedLine? Read)>> ReadAsync(IReadOnlyList<FilmLine> lines, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var first = lines.Where(line => !lines.Any(other => line.Box.Width < AsLong * other.Box.Width && line.IsIn(other))).ToHashSet();
        var read = await PairAsync([.. first], PartProgress.Of(progress, 0, FirstShare), cancellationToken);
        var sure = read.Where(pair => pair.Read?.Confidence >= Sure).Select(pair => pair.Line).ToList();
        return [.. read, .. await PairAsync([.. lines.Where(line => !first.Contains(line) && !sure.Exists(line.IsIn))], PartProgress.Of(progress, FirstShare, 1), cancellationToken)];
    }

    private async Task<List<(FilmLine Line, RecognizedLine? Read)>> PairAsync(List<FilmLine> lines, IProgress<double>? progress, CancellationToken cancellationToken) =>
        [.. lines.Zip(await reader.ReadAsync(lines, progress, cancellationToken))];
}
