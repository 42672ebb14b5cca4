using System.Text.RegularExpressions;

namespace Monitor.Core.Tests.Archive.Language;

/// <summary>The forms of each entry of a hunspell dictionary (hunspell(5): SFX rules of the .aff file over the words of the .dic file).</summary>
internal static class HunspellForms
{
    /// <summary>One list of forms an entry, folded by <paramref name="fold"/>, without twins.</summary>
    public static List<string[]> Read(string path, Func<string, string> fold)
    {
        var rules = new Dictionary<char, List<(string Strip, string Add, Regex When)>>();
        foreach (var line in File.ReadLines(path + ".aff"))
        {
            var fields = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (fields is not ["SFX", var flag, var strip, var add, ..] || fields.Length < 5) continue;
            if (!rules.TryGetValue(flag[0], out var of)) rules[flag[0]] = of = [];
            of.Add((strip == "0" ? "" : strip, add == "0" ? "" : add.Split('/')[0], new Regex((fields[4] == "." ? "" : fields[4]) + "$", RegexOptions.CultureInvariant)));
        }

        return [.. File.ReadLines(path + ".dic").Skip(1).Select(line => line.Split('/')).Select(entry => Forms(entry[0], entry.Length > 1 ? entry[1] : "", rules).Select(fold).Distinct().ToArray())];
    }

    private static IEnumerable<string> Forms(string word, string flags, Dictionary<char, List<(string Strip, string Add, Regex When)>> rules)
    {
        yield return word;
        foreach (var flag in flags)
            foreach (var (strip, add, when) in rules.GetValueOrDefault(flag) ?? [])
                if (word.EndsWith(strip, StringComparison.Ordinal) && when.IsMatch(word)) yield return word[..^strip.Length] + add;
    }
}
