namespace Monitor.Core.Archive.Language;

/// <summary>The Russian stemmer of the Snowball project (snowballstem.org, "Russian stemming algorithm"), on folded words. Pure.</summary>
public static class RussianStemmer
{
    private const string Vowels = "аеиоуыэюя";

    private static readonly System.Buffers.SearchValues<char> AnyVowel = System.Buffers.SearchValues.Create(Vowels);

    private static readonly Endings GerundAfterA = new("в вши вшись"), Gerund = new("ив ивши ившись ыв ывши ывшись");
    private static readonly Endings Adjective = new("ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею");
    private static readonly Endings ParticipleAfterA = new("ем нн вш ющ щ"), Participle = new("ивш ывш ующ");
    private static readonly Endings VerbAfterA = new("ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно");
    private static readonly Endings Verb = new("ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю");
    private static readonly Endings Noun = new("а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я");
    private static readonly Endings Reflexive = new("ся сь"), Derivational = new("ост ость"), Superlative = new("ейш ейше");

    public static string Stem(string word)
    {
        var vowel = word.AsSpan().IndexOfAny(AnyVowel);
        if (vowel < 0) return word;
        var rv = vowel + 1;
        var r2 = Region(word, Region(word, 0));
        word = Inflection(word, rv);
        if (word.Length > rv && word[^1] == 'и') word = word[..^1];
        word = Cut(word, Derivational.Match(word, Math.Min(word.Length, Math.Max(rv, r2))));
        return Tidy(word, rv);
    }

    private static string Inflection(string word, int rv)
    {
        if (AfterA(word, rv, GerundAfterA, Gerund) is > 0 and var gerund) return Cut(word, gerund);
        word = Cut(word, Reflexive.Match(word, rv));
        if (Adjective.Match(word, rv) is > 0 and var adjective)
        {
            word = Cut(word, adjective);
            return Cut(word, AfterA(word, rv, ParticipleAfterA, Participle));
        }

        if (AfterA(word, rv, VerbAfterA, Verb) is > 0 and var verb) return Cut(word, verb);
        return Cut(word, Noun.Match(word, rv));
    }

    /// <summary>The longest ending of either set; the first set's count only after а or я.</summary>
    private static int AfterA(string word, int rv, Endings first, Endings second)
    {
        var (one, other) = (first.Match(word, rv), second.Match(word, rv));
        if (one > other) return word.Length - one > rv && word[^(one + 1)] is 'а' or 'я' ? one : 0;
        return other;
    }

    private static string Tidy(string word, int rv)
    {
        var superlative = Superlative.Match(word, Math.Min(word.Length, rv));
        if (superlative > 0) word = Cut(word, superlative);
        if (word.Length > rv + 1 && word.EndsWith("нн", StringComparison.Ordinal)) return word[..^1];
        return superlative == 0 && word.Length > rv && word[^1] == 'ь' ? word[..^1] : word;
    }

    /// <summary>Where the part after the first non-vowel that follows a vowel begins.</summary>
    private static int Region(string word, int from)
    {
        for (var at = from + 1; at < word.Length; at++)
            if (!Vowels.Contains(word[at], StringComparison.Ordinal) && Vowels.Contains(word[at - 1], StringComparison.Ordinal)) return at + 1;
        return word.Length;
    }

    private static string Cut(string word, int length) => word[..^length];
}
