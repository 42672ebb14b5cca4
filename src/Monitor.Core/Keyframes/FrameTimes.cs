using System.Globalization;

namespace Monitor.Core.Keyframes;

/// <summary>Reads the presentation times of frames from ffmpeg's framecrc listing: pure.</summary>
public static class FrameTimes
{
    /// <summary>Start of each frame in milliseconds, in order, and the end of the last one.</summary>
    public static (IReadOnlyList<long> Starts, long End) Parse(IEnumerable<string> lines)
    {
        double perTick = 0;
        var starts = new List<long>();
        double end = 0;
        foreach (var line in lines)
        {
            if (line.StartsWith("#tb 0:", StringComparison.Ordinal)) perTick = 1000 * TimeBase(line[6..]);
            if (line.Length == 0 || line[0] == '#') continue;
            var fields = line.Split(',');
            if (fields.Length < 4 || !long.TryParse(fields[2], NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var at)) continue;
            _ = long.TryParse(fields[3], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var duration);
            starts.Add((long)Math.Round(at * perTick));
            end = (at + Math.Max(0, duration)) * perTick;
        }

        return (starts, Math.Max((long)Math.Round(end), starts.Count > 0 ? starts[^1] : 0));
    }

    private static double TimeBase(string text)
    {
        var parts = text.Trim().Split('/');
        return parts.Length == 2 && double.TryParse(parts[0], CultureInfo.InvariantCulture, out var over) && double.TryParse(parts[1], CultureInfo.InvariantCulture, out var under) && under > 0 ? over / under : 0;
    }
}
