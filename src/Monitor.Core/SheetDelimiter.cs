namespace Monitor.Core;

/// <summary>What stands between the cells of a sheet, told by its heading line alone: a long cell further down, with commas and line breaks of its own, says nothing of it. Pure.</summary>
internal static class SheetDelimiter
{
    private static readonly string[] Known = [",", ";", "\t"];

    /// <summary>The sign that the heading has most of outside quotation marks; a comma where it has none.</summary>
    public static string Of(string sheet)
    {
        var counts = new int[Known.Length];
        var isQuoted = false;
        foreach (var c in sheet)
        {
            if (c == '"') isQuoted = !isQuoted;
            else if (!isQuoted && c is '\n' or '\r') break;
            else if (!isQuoted && Array.FindIndex(Known, known => known[0] == c) is >= 0 and var at) counts[at]++;
        }

        return Known[Array.IndexOf(counts, counts.Max())];
    }
}
