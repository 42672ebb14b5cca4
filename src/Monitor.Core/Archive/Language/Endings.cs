namespace Monitor.Core.Archive.Language;

/// <summary>A set of endings, the longest of which is taken off a word.</summary>
internal sealed class Endings
{
    private readonly HashSet<string> all;
    private readonly int longest;

    public Endings(string endings)
    {
        all = [.. endings.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];
        longest = all.Max(ending => ending.Length);
    }

    /// <summary>Length of the longest ending that lies at or after <paramref name="from"/>; 0 where there is none.</summary>
    public int Match(string word, int from)
    {
        for (var length = Math.Min(longest, word.Length - from); length > 0; length--)
            if (all.Contains(word[^length..])) return length;
        return 0;
    }
}
