namespace Monitor.Core.Recognition.Tesseract;

/// <summary>Mends a word that a recogniser of several scripts wrote in the wrong one: He in a Russian line, Не in an English one. Pure.</summary>
internal static class LookAlikes
{
    private const string Cyrillic = "авекмнорстухіјѕАВЕКМНОРСТУХІЈЅ";
    private const string Latin = "abekmhopctyxijsABEKMHOPCTYXIJS";

    // What a recogniser writes for Latin letters when it takes a word for Cyrillic.
    private const string CyrillicOnly = "пгиьһ", LatinOnly = "nrubh";

    /// <summary>The word in the line's script where every letter of it has its like there; else as it was.</summary>
    public static string Mend(string word, bool toCyrillic)
    {
        var mended = toCyrillic ? Map(word, Latin, Cyrillic) : Map(word, Cyrillic + CyrillicOnly, Latin + LatinOnly);
        return mended.Where(char.IsLetter).All(letter => letter is >= '\u0400' and <= '\u04FF' == toCyrillic) ? mended : word;
    }

    private static string Map(string word, string from, string to) => string.Concat(word.Select(letter => from.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at ? to[at] : letter));
}
