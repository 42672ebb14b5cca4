using System.Text;
using Monitor.Core.Channels;
using Monitor.Core.Channels.Feeds;

namespace Monitor.Core.Tests.Channels.Feeds;

/// <summary>The charset is found however it is, or is not, declared.</summary>
public class FeedEncodingTests
{
    private const string Title = "Рабочие завода вышли на площадь и требуют выплатить зарплату за три месяца";

    private const string Text = "Сегодня утром у проходной собрались около двухсот человек. Администрация обещала ответить до конца недели, но к людям никто не вышел.";

    private static readonly Uri Url = new("http://localhost/");

    static FeedEncodingTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [SkippableTheory]
    [InlineData("CityDog_koi8-r_nodecl_httpcharset.xml")]
    [InlineData("CityDog_windows-1251_nodecl_httpcharset.xml")]
    public void Parse_RealFeedWithoutAnyDeclaration_IsDetected(string name)
    {
        var expected = Read(File.ReadAllBytes(SampleFiles.Path("feeds/Rss20CityDog.xml")), null);
        var actual = Read(File.ReadAllBytes(SampleFiles.Path("feeds/encodings/" + name)), null);
        Assert.Equal(expected.Items.Select(item => (item.NativeId, item.Title, item.Text)), actual.Items.Select(item => (item.NativeId, item.Title, item.Text)));
    }

    [Theory]
    [InlineData("windows-1251")]
    [InlineData("koi8-r")]
    public void Parse_SmallFeedWithoutAnyDeclaration_IsDetected(string charset) => Assert.Equal(Title, Read(Encoding.GetEncoding(charset).GetBytes(Feed("")), null).Items[0].Title);

    [Theory]
    [InlineData("windows-1251", "ПОДСУДИМАЯ ПРИЗНАЛА ВИНУ И ПРОСИТ ПРОЩЕНИЯ У ТРУДОВОГО КОЛЛЕКТИВА")]
    [InlineData("koi8-r", "ПОДСУДИМАЯ ПРИЗНАЛА ВИНУ И ПРОСИТ ПРОЩЕНИЯ У ТРУДОВОГО КОЛЛЕКТИВА")]
    [InlineData("windows-1251", "ПРОФСОЮЗНЫЙ АКТИВИСТ ЗАДЕРЖАН НА ПРОХОДНОЙ ЗАВОДА")]
    [InlineData("koi8-r", "ПРОФСОЮЗНЫЙ АКТИВИСТ ЗАДЕРЖАН НА ПРОХОДНОЙ ЗАВОДА")]
    public void Parse_CapitalsWithoutAnyDeclaration_AreNoOtherLetters(string charset, string title)
    {
        var bytes = Encoding.GetEncoding(charset).GetBytes(Feed("").Replace(Title, title, StringComparison.Ordinal).Replace(Text, title, StringComparison.Ordinal));
        Assert.Equal(title, Read(bytes, null).Items[0].Title);
    }

    [SkippableTheory]
    [InlineData("caps1251.xml")]
    [InlineData("capskoi.xml")]
    public void Parse_CaseOfCapitals_IsRussian(string name) =>
        Assert.Equal("ОБВИНЯЕМЫЙ ПРИЗНАЛ ВИНУ И РАСКАЯЛСЯ В СОДЕЯННОМ ПЕРЕД КАМЕРОЙ", Read(File.ReadAllBytes(SampleFiles.Path("../cases/feeds/" + name)), null).Items[0].Title);

    [Theory]
    [InlineData("windows-1251")]
    [InlineData("koi8-r")]
    public void Parse_SmallFeedWrongDeclaredAsUtf8_IsDetected(string charset) =>
        Assert.Equal(Title, Read(Encoding.GetEncoding(charset).GetBytes(Feed("<?xml version=\"1.0\" encoding=\"utf-8\"?>")), "text/xml; charset=utf-8").Items[0].Title);

    [Theory]
    [InlineData("utf-16", "application/rss+xml")]
    [InlineData("windows-1251", "text/xml; charset=koi8-r")]
    [InlineData("utf-7", "text/xml; charset=utf-16")]
    public void Parse_Utf8UnderAnyOtherName_IsUtf8(string declared, string contentType) =>
        Assert.Equal(Title, Read(Encoding.UTF8.GetBytes(Feed($"<?xml version=\"1.0\" encoding=\"{declared}\"?>")), contentType).Items[0].Title);

    [Fact]
    public void Parse_Utf8CutInsideACharacter_StaysUtf8()
    {
        var bytes = Encoding.UTF8.GetBytes(Feed("") + "ы");
        Assert.Equal(Title, Read(bytes[..^1], null).Items[0].Title);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Parse_Utf16WithoutMarkAndWithALoneSurrogate_IsUtf16(bool bigEndian)
    {
        var bytes = new UnicodeEncoding(bigEndian, false).GetBytes(Feed("").Replace("человек", "человек?", StringComparison.Ordinal));
        var at = bytes.AsSpan().IndexOf(new UnicodeEncoding(bigEndian, false).GetBytes("?"));
        (bytes[at], bytes[at + 1]) = bigEndian ? ((byte)0xD8, (byte)0) : ((byte)0, (byte)0xD8);
        Assert.Equal(Title, Read(bytes, null).Items[0].Title);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ParseFeed_JsonInUtf16_IsRead(bool bigEndian) =>
        Assert.Equal(Title, Read(new UnicodeEncoding(bigEndian, false).GetBytes($"{{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{{\"id\":\"1\",\"title\":\"{Title}\"}}]}}"), "application/feed+json").Items[0].Title);

    private static string Feed(string head) => $"{head}<rss version=\"2.0\"><channel><title>a</title><item><guid>1</guid><title>{Title}</title><description>{Text}</description></item></channel></rss>";

    private static ReadFeed Read(byte[] bytes, string? contentType) => FeedChannelReader.ParseFeed(new SourceBytes(bytes, contentType, Url));
}
