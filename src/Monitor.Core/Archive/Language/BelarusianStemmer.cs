namespace Monitor.Core.Archive.Language;

/// <summary>Takes Belarusian inflection off a folded word (і as и, ў as у, ё as е), and levels what changes at a stem's end: дз and д, ц and т, к before ы,
/// doubled consonants, vowels that come and go. The endings are those of the grammar's declensions and conjugations. Pure.</summary>
public static class BelarusianStemmer
{
    private const string Vowels = "аеоуыиэюя";

    /// <summary>Letters of a stem that long endings leave; shorter stems lose short endings only.</summary>
    private const int LongStem = 4, ShortStem = 3;

    private const string Nouns = """
        а я у ю ы и о е э ай яй ой ей аю яю ою ею ам ям ом ем эм ами ями ах ях ау яу оу еу
        ия ии ию ией ияй ияю иям иями иях ием иу ияу ыя ыи ыю ыей ыяй ыяю ыям ыями ыях ыем ыу ыяу ые ие
        """;

    private const string Adjectives = "ая яя ае яе ое оя ага яга ога аму яму ому ым им ую юю ых их ыми ими ее";

    private const string Verbs = """
        ць ци еш аш эш ыш иш еце аце эце ице ыце уць юць аць яць ець эць иць ыць ла ло ли лы ачы ячы учы ючы ши йце
        аем аеш ае аеце аюць аю аецца айце яем яеш яе яеце яюць яю яйце уем уеш уе уеце уюць ую уйце уй юем юеш юе юеце ююць юю юйце юй
        ею еем ееш ее ееце еюць ейце ыю ыем ыеш ые ыеце ыюць ыйце ый ию ием иеш иеце июць ийце ий
        ала ало али ила или ило ыла ыло ыли ела ело ели эла эло эли яла яло яли ула уло ули юла юло юли иу ыу эу уу юу
        ауши иуши ыуши яуши еуши эуши ууши юуши уши аючы яючы уючы юючы еючы ыючы
        """;

    private static readonly Endings Long = new(Nouns + " " + Adjectives + " " + Verbs);
    private static readonly Endings Short = new("а я у ю ы и о е э ай яй ой ей аю яю ою ею ам ям ом ем ами ями ах ях ау оу ыя ия ць ла ли ло уць юць аць яць иш ыш еш аш им ым " + Adjectives);
    private static readonly Endings Abstract = new("сць сци сцю сцей сцям сцями сцях сцяу сцеу");

    public static string Stem(string word)
    {
        if (word.Length < 4) return word;
        var bare = WithoutReflexive(word);
        // незалежнасць, незалежнасці, незалежнасцю: no infinitive.
        if (ReferenceEquals(bare, word) && Abstract.Match(word, 2) is > 0 and var length) return word[..^length] + "ст";
        var stem = Cut(bare, Long, LongStem) ?? Cut(bare, Short, ShortStem) ?? bare;
        return Level(stem.TrimEnd('ь', 'й'), bare);
    }

    private static string WithoutReflexive(string word)
    {
        if (word.Length > 6 && word.EndsWith("цца", StringComparison.Ordinal)) return word[..^3] + "ць";
        return word.Length > 5 && word.EndsWith("ся", StringComparison.Ordinal) ? word[..^2] : word;
    }

    /// <summary>The word without its longest ending, where a stem of that length with a vowel is left.</summary>
    private static string? Cut(string word, Endings endings, int least)
    {
        if (endings.Match(word, Math.Min(least, word.Length)) is not (> 0 and var length)) return null;
        var stem = word[..^length];
        return stem.Any(IsVowel) ? stem : null;
    }

    private static string Level(string stem, string word)
    {
        if (stem.EndsWith("дз", StringComparison.Ordinal)) stem = stem[..^1];
        else if (stem.Length > 1 && stem[^1] == 'ц') stem = stem[..^1] + (IsFromK(stem, word) ? 'к' : 'т');
        if (stem.Length > 1 && stem[^1] == stem[^2]) stem = stem[..^1];
        stem = WithV(stem);
        var comesAndGoes = stem.Length > 4 && stem[^2] is 'а' or 'е' or 'о' or 'э' && "кцлнрмтв".Contains(stem[^1], StringComparison.Ordinal) && !IsVowel(stem[^3]);
        return comesAndGoes ? stem[..^2] + stem[^1] : stem;
    }

    /// <summary>забастоўка, забастовак: ў after a vowel is в before one.</summary>
    private static string WithV(string stem) =>
        string.Concat(stem.Select((letter, at) => letter == 'у' && at > 0 && IsVowel(stem[at - 1]) && (at + 1 == stem.Length || !IsVowel(stem[at + 1])) ? 'в' : letter));

    /// <summary>шапка, шапцы: к is ц before ы and э, after a consonant.</summary>
    private static bool IsFromK(string stem, string word) => stem.Length > 3 && !IsVowel(stem[^2]) && word.Length == stem.Length + 1 && word[^1] is 'ы' or 'э';

    private static bool IsVowel(char letter) => Vowels.Contains(letter, StringComparison.Ordinal);
}
