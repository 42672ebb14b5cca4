using System.Globalization;

namespace Monitor.Core.Keyframes;

/// <summary>Frames or packets of a stream as ffmpeg's framecrc muxer lists them.</summary>
/// <param name="Stamps">Presentation times in ticks, in the order of the listing.</param>
/// <param name="Keys">Which of them a decoder can begin at.</param>
/// <param name="MsPerTick">Length of a tick in milliseconds.</param>
/// <param name="End">End of the last frame in ticks.</param>
public sealed record FrameListing(IReadOnlyList<long> Stamps, IReadOnlyList<bool> Keys, double MsPerTick, long End)
{
    private const int KeyFlag = 1;

    public long Ms(long ticks) => (long)Math.Round(ticks * MsPerTick);

    /// <summary>Reads a listing: pure. Lines that are none are left out.</summary>
    public static FrameListing Parse(IEnumerable<string> lines)
    {
        double perTick = 0;
        var stamps = new List<long>();
        var keys = new List<bool>();
        long end = long.MinValue;
        foreach (var line in lines)
        {
            if (line.StartsWith("#tb 0:", StringComparison.Ordinal)) perTick = 1000 * TimeBase(line[6..]);
            if (line.Length == 0 || line[0] == '#') continue;
            var fields = line.Split(',', StringSplitOptions.TrimEntries);
            if (fields.Length < 6 || !long.TryParse(fields[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at)) continue;
            _ = long.TryParse(fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out var duration);
            stamps.Add(at);
            keys.Add(IsKey(fields));
            end = Math.Max(end, at + Math.Max(0, duration));
        }

        return new FrameListing(stamps, keys, perTick, stamps.Count == 0 ? 0 : end);
    }

    /// <summary>Flags are listed only where they are not those of a plain key frame.</summary>
    private static bool IsKey(string[] fields)
    {
        var flags = fields.FirstOrDefault(field => field.StartsWith("F=0x", StringComparison.Ordinal));
        return flags is null || (int.TryParse(flags[4..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var set) && (set & KeyFlag) != 0);
    }

    private static double TimeBase(string text)
    {
        var parts = text.Trim().Split('/');
        return parts.Length == 2 && double.TryParse(parts[0], CultureInfo.InvariantCulture, out var over) && double.TryParse(parts[1], CultureInfo.InvariantCulture, out var under) && under > 0 ? over / under : 0;
    }
}
