using Monitor.Core.Archive.Language;

namespace Monitor.Core.Tests.Archive.Language;

/// <summary>Forms of one word have one stem; other words have another.</summary>
public sealed class WordFormsTests
{
    [Theory]
    [InlineData("be", "прафсаюз прафсаюза прафсаюзам прафсаюзы прафсаюзаў прафсаюзе")]
    [InlineData("be", "забастоўка забастоўкі забастоўку забастоўкай забастовак")]
    [InlineData("be", "незалежны незалежная незалежнага незалежнаму незалежных незалежнымі")]
    [InlineData("be", "салідарнасць салідарнасці салідарнасцю")]
    [InlineData("be", "затрымаць затрымалі затрымала затрымаў")]
    [InlineData("be", "завод завода заводзе заводаў")]
    [InlineData("be", "шапка шапкі шапцы шапку шапак")]
    [InlineData("be", "дзяржава дзяржаве дзяржаву")]
    [InlineData("be", "дэпутат дэпутата дэпутаце дэпутаты дэпутатаў")]
    [InlineData("be", "палітыка палітыцы палітыку")]
    [InlineData("be", "навука навуцы навуку")]
    [InlineData("be", "падарунак падарунка падарункі")]
    [InlineData("be", "немец немца немцам немцаў")]
    [InlineData("be", "сувязь сувязі сувяззю")]
    [InlineData("be", "кампанія кампаніі кампанію")]
    [InlineData("be", "пенсія пенсіі пенсію пенсій")]
    [InlineData("be", "друкаваць друкуе друкуюць друкавалі друкаваў")]
    [InlineData("be", "патрабуе патрабуецца патрабуюць патрабаваць патрабавалі")]
    [InlineData("be", "затрымлівае затрымліваецца затрымліваюць затрымліваўся")]
    [InlineData("be", "зрабіць зрабілі зрабіў зрабіла")]
    [InlineData("be", "сьнег снег снегам")]
    [InlineData("be", "песьня песня песні песьню")]
    [InlineData("be", "зьява з'ява зьявы")]
    [InlineData("be", "сьвята свята святы")]
    [InlineData("be", "дзьверы дзверы")]
    [InlineData("be", "насеньне насенне насення")]
    [InlineData("be", "плян план плана")]
    [InlineData("be", "клюб клуб клубы")]
    [InlineData("be", "Эўропа Еўропа Еўропы")]
    [InlineData("be", "кіньце кінь")]
    [InlineData("en", "strike strikes striking")]
    [InlineData("en", "worker workers")]
    [InlineData("en", "detain detained detaining detains")]
    [InlineData("en", "city cities")]
    [InlineData("ru", "рабочий рабочего рабочему рабочие рабочих")]
    public void Stem_FormsOfOneWord_IsOne(string language, string forms) =>
        Assert.Single(forms.Split(' ').Select(form => WordForms.Stem(language, TextFolding.Fold(form))).Distinct());

    [Theory]
    [InlineData("be", "завод заява")]
    [InlineData("be", "суд сусед")]
    [InlineData("be", "друк друкаваць")]
    [InlineData("be", "час частка")]
    [InlineData("be", "выпускны выпускаць")]
    [InlineData("be", "пытаны пытанне")]
    [InlineData("ru", "завод завтра")]
    [InlineData("en", "union unit")]
    public void Stem_TwoWords_AreTwo(string language, string words) =>
        Assert.Equal(2, words.Split(' ').Select(word => WordForms.Stem(language, TextFolding.Fold(word))).Distinct().Count());

    [Fact]
    public void Stem_AnyWord_EndsAndIsNeverEmpty()
    {
        var random = new Random(4);
        const string letters = "абвгдзеиклмнопрстуфхцчшыьэюяйabcdeingsy";
        for (var time = 0; time < 20_000; time++)
        {
            var word = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => letters[random.Next(letters.Length)]));
            foreach (var language in WordForms.Languages) Assert.NotEqual("", WordForms.Stem(language, word));
        }
    }
}
