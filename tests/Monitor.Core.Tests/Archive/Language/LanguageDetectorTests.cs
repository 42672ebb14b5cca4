using System.Net;
using System.Text.RegularExpressions;
using Monitor.Core.Archive.Language;

namespace Monitor.Core.Tests.Archive.Language;

/// <summary>Belarusian, Russian and English are told apart; of a neighbouring language nothing is said.</summary>
public sealed partial class LanguageDetectorTests
{
    [Theory]
    [InlineData("be", "Работнікі «Гродна Азота» абвясцілі забастоўку і выйшлі да прахадной #стачка")]
    [InlineData("be", "Падпісвайцеся на наш канал: https://t.me/belsat — усе навіны пра пратэсты")]
    [InlineData("be", "Працуем далей, трымаемся разам, перамога будзе за намі!")]
    [InlineData("be", "Народ выйшаў да будынка адміністрацыі, чакаюць мэра")]
    [InlineData("be", "ТЭРМІНОВА: каля стэлы зноў затрымліваюць мінакоў!")]
    [InlineData("be", "Сёньня ў Менску зноў затрымалі людзей, якія прыйшлі на сьвята")]
    [InlineData("be", "Эўрапейскі зьвяз увёў новыя санкцыі супраць рэжыму")]
    [InlineData("be", "Дзьверы выбiлi, тэлефоны забралi, клюб зачынiлi i пайшлi")]
    [InlineData("be", "Allo, гэта прафсаюз РЭП? Так, мы працуем нягледзячы ні на што")]
    [InlineData("ru", "Работники «Гродно Азота» объявили забастовку и вышли к проходной #стачка")]
    [InlineData("ru", "Жыве Беларусь! Сотни людей вышли на улицы города ✊")]
    [InlineData("ru", "Сергей Ціханоўскі осуждён на восемнадцать лет, приговор зачитали в Гомеле")]
    [InlineData("ru", "По словам очевидца, людей били прямо в автозаке @nashaniva")]
    [InlineData("ru", "Новое здание для театра зверей Дурова построят в Москве")]
    [InlineData("ru", "Уладзімір Някляеў приехал на встречу с читателями в Варшаву")]
    [InlineData("ru", "Профсоюз и рабочие завода объявили о забастовке номер 5")]
    [InlineData("ru", "Съезд профсоюза и объединение рабочих")]
    [InlineData("ru", "СРОЧНО: возле стелы снова задерживают прохожих!")]
    [InlineData("ru", "Курьеры Yandex Go объявили забастовку из-за снижения тарифов")]
    [InlineData("en", "Workers at Grodno Azot went on strike today #Belarus")]
    [InlineData("en", "FREE ALL POLITICAL PRISONERS NOW, SAYS THE UNION")]
    [InlineData(null, "Сьогодні у Києві працівники оголосили страйк через затримку зарплат")]
    [InlineData(null, "Полицията задържа трима протестиращи пред парламента")]
    [InlineData(null, "Полиција је ухапсила три радника испред фабрике")]
    [InlineData(null, "Policja zatrzymała dziś trzech robotników w Mińsku na placu")]
    [InlineData(null, "Sionnia u Minsku zatrymali troch rabotnikaŭ zavoda")]
    [InlineData(null, "12345 67 !!!")]
    [InlineData(null, "")]
    public void Detect_ShortPost_IsItsLanguage(string? language, string text) => Assert.Equal(language, LanguageDetector.Detect(text));

    [SkippableTheory]
    [InlineData("bel", "be", 0)]
    [InlineData("rus", "ru", 0)]
    [InlineData("eng", "en", 0)]
    [InlineData("ukr", null, 0)]
    [InlineData("pol", null, 0)]
    [InlineData("lit", null, 0)]
    [InlineData("mkd", null, 0)]
    [InlineData("srp_cyrl", null, 0)]
    [InlineData("bul", null, 4)]
    public void Detect_SentencesOfTheDeclaration_IsTheirLanguage(string file, string? language, int wrongAtMost)
    {
        var body = File.ReadAllText(SampleFiles.Path($"text/udhr/{file}.html"));
        body = body[body.IndexOf("<body", StringComparison.Ordinal)..];
        var sentences = Block().Matches(body).SelectMany(block => SentenceEnd().Split(WebUtility.HtmlDecode(Tag().Replace(block.Groups[2].Value, " ")))).Where(sentence => Word().Count(sentence) >= 5).ToArray();
        Assert.True(sentences.Length > 60);
        var wrong = sentences.SelectMany(sentence => new[] { sentence, sentence.ToUpperInvariant() }).Where(sentence => LanguageDetector.Detect(sentence) != language).ToArray();
        Assert.True(wrong.Length <= 2 * wrongAtMost, string.Join('\n', wrong));
    }

    [GeneratedRegex("<(p|li|h[1-6])[^>]*>(.*?)</\\1>", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"(?<=[.;!?])\s+")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\p{L}[\p{L}'ʼ’]*")]
    private static partial Regex Word();
}
