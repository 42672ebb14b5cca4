namespace Monitor.Core.Archive.Language;

/// <summary>Takes English inflection off a folded word: plurals, -ed, -ing, after the first steps of M. F. Porter's algorithm (Program, 1980). Derivation (-ation, -ness) stays: it changes what a word says. Pure.</summary>
public static class EnglishStemmer
{
    private const string Vowels = "aeiouy";

    public static string Stem(string word)
    {
        if (word.Length < 4) return word;
        word = Plural(word);
        word = Past(word);
        return word.Length > 3 && word[^1] == 'y' && !IsVowel(word[^2]) ? word[..^1] + "i" : word;
    }

    private static string Plural(string word)
    {
        if (Ends(word, "sses")) return word[..^2];
        if (Ends(word, "ies")) return word.Length > 4 ? word[..^2] : word[..^1];
        return Ends(word, "us") || Ends(word, "ss") || !Ends(word, "s") || !HasVowel(word[..^2]) ? word : word[..^1];
    }

    private static string Past(string word)
    {
        if (Ends(word, "eed")) return word[..^1];
        var stem = Ends(word, "ed") ? word[..^2] : Ends(word, "ing") ? word[..^3] : null;
        if (stem is null || stem.Length < 2 || !HasVowel(stem)) return DropFinalE(word);
        if (Ends(stem, "at") || Ends(stem, "bl") || Ends(stem, "iz")) return stem;
        return stem.Length > 3 && stem[^1] == stem[^2] && stem[^1] is not ('l' or 's' or 'z') ? stem[..^1] : DropFinalE(stem);
    }

    /// <summary>So that strike, strikes, striking and striked are one.</summary>
    private static string DropFinalE(string word) => word.Length > 4 && word[^1] == 'e' && word[^2] != 'e' ? word[..^1] : word;

    private static bool HasVowel(string word) => word.Any(IsVowel);

    private static bool IsVowel(char letter) => Vowels.Contains(letter, StringComparison.Ordinal);

    private static bool Ends(string word, string ending) => word.EndsWith(ending, StringComparison.Ordinal);
}
