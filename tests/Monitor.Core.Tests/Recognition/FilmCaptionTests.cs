using System.Globalization;
using System.Text;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Recognition;
using Monitor.Core.Tests.Setting;
using Xunit.Abstractions;

namespace Monitor.Core.Tests.Recognition;

/// <summary>Captions that change while the picture hardly does, drawn at test time: each is read once, with its first and last moment.</summary>
public sealed class FilmCaptionTests(ITestOutputHelper output) : IDisposable
{
    private const string Bar = "fontsize=26:fontcolor=white:box=1:boxcolor=black@0.85:boxborderw=10:y=h-80", OnPicture = "fontsize=26:fontcolor=white:y=h-80";

    private const string Still = "gradients=s=854x480:r=25:speed=0.00001:seed=7:c0=0x203040:c1=0x806040", Moving = "mandelbrot=s=854x480:r=25:maxiter=200,eq=brightness=-0.2";

    /// <summary>Another picture every 1.5 seconds.</summary>
    private const string Cutting = "testsrc2=s=854x480:r=25,hue=h='120*floor(t/1.5)',rotate='floor(t/1.5)'";

    private static readonly string[] Texts =
    [
        "Я прашу прабачэння ў калег", "Листовки передала соседка", "Members left the meeting early", "Нас прымусілі спыніць працу", "Подписи собирали у проходной", "Мяне завуць Ян, я слесар", "Деньги пришли из-за границы", "Гэта быў апошні дзень на заводзе",
    ];

    private readonly ScratchFolder folder = new(null);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(Still, 0.5, Bar)]
    [InlineData(Still, 2, OnPicture)]
    [InlineData(Moving, 1, Bar)]
    [InlineData(Moving, 2, Bar)]
    [InlineData(Cutting, 1, Bar)]
    [InlineData(Still, 4, "fontsize=40:fontcolor=yellow:borderw=2:bordercolor=black:y=200")]
    public async Task Captions_OneAfterTheOther_AreReadOnceEachWithTheirTimes(string background, double seconds, string style)
    {
        var drawn = Texts.Select((text, at) => (Text: text, From: at * seconds, To: ((at + 1) * seconds) - 0.08)).ToList();
        var read = await ReadAsync(background, drawn.Select(caption => Draw(caption.Text, style, caption.From, caption.To)), Texts.Length * seconds);
        Tell(read);
        Assert.Equal(Texts.Length, read.Count);
        foreach (var (caption, (text, from, to)) in read.Zip(drawn))
        {
            Assert.True(Errors(text, caption.Text) <= 1, $"'{text}' was read as '{caption.Text}'");
            Assert.InRange(caption.StartMs / 1000.0, from - 0.3, from + 0.3);
            Assert.InRange(caption.EndMs / 1000.0, to - 0.3, to + 0.3);
            Assert.NotEmpty(caption.Pictures);
        }
    }

    /// <summary>Where one text follows another in its place, some strokes are in both, and look like a line for a moment.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Captions_WithLettersInTheSamePlaces_BeginWhenTheyDo(double seconds)
    {
        string[] texts = ["Я падпісаўся на забароненыя каналы", "Гэта адбылося на прахадной", "Больш так рабіць не буду", "Мяне завуць Ян, я слесар", "Я призываю всех вернуться в цех", "Претензий к следствию не имею", "Мы ошибались, это был обман", "Прошу суд о снисхождении"];
        var read = await ReadAsync(Moving, texts.Select((text, at) => Draw(text, Bar, at * seconds, ((at + 1) * seconds) - 0.1)), texts.Length * seconds);
        Tell(read);
        Assert.Equal(texts, read.Select(caption => caption.Text));
        Assert.All(read.Index(), pair => Assert.InRange(pair.Item.StartMs / 1000.0, (pair.Index * seconds) - 0.3, (pair.Index * seconds) + 0.3));
    }

    [Fact]
    public async Task Captions_OneFadesIntoTheNext_AreTwo()
    {
        string Faded(string text, double from, double to) => Draw(text, OnPicture, from - 0.2, to + 0.2) + string.Create(CultureInfo.InvariantCulture, $":alpha='max(0,min(1,min((t-{from}+0.2)/0.4,({to}+0.2-t)/0.4)))'");
        var read = await ReadAsync(Still, [Faded(Texts[0], 0, 2), Faded(Texts[1], 2, 4), Faded(Texts[5], 4, 6)], 6);
        Tell(read);
        Assert.Equal([Texts[0], Texts[1], Texts[5]], read.Select(caption => caption.Text));
        Assert.All(read.Index(), pair => Assert.InRange(pair.Item.StartMs / 1000.0, (pair.Index * 2) - 0.3, (pair.Index * 2) + 0.3));
    }

    [Fact]
    public async Task Lines_OnlyTheLowerChanges_UpperIsOneCaption()
    {
        const string Upper = "fontsize=26:fontcolor=white:box=1:boxcolor=black:boxborderw=6:y=380", Lower = "fontsize=26:fontcolor=white:box=1:boxcolor=black:boxborderw=6:y=424";
        var read = await ReadAsync(Moving, [Draw("Признания участников", Upper, 0, 6), Draw(Texts[0], Lower, 0, 2), Draw(Texts[4], Lower, 2, 4), Draw(Texts[5], Lower, 4, 6)], 6);
        Tell(read);
        Assert.Equal(["Мяне завуць Ян, я слесар", "Подписи собирали у проходной", "Признания участников", "Я прашу прабачэння ў калег"], read.Select(caption => caption.Text).Order(StringComparer.Ordinal));
        var upper = read.Single(caption => caption.Text.StartsWith("Признания", StringComparison.Ordinal));
        Assert.True(upper is { StartMs: < 300, EndMs: > 5700 });
    }

    [Fact]
    public async Task Lines_ThatComeAndGoTogether_AreOneCaptionInTwoLines()
    {
        var read = await ReadAsync(Still, [Draw(Texts[0], "fontsize=26:fontcolor=white:y=380", 1, 4), Draw(Texts[4], "fontsize=26:fontcolor=white:y=414", 1, 4)], 5);
        Tell(read);
        Assert.Equal(Texts[0] + "\n" + Texts[4], Assert.Single(read).Text);
        Assert.Equal(2, read[0].Boxes.Count);
    }

    [Fact]
    public async Task Line_ThatComesBackLater_IsACaptionAgain()
    {
        var read = await ReadAsync(Moving, [Draw(Texts[1], Bar, 0, 1.5), Draw(Texts[1], Bar, 4, 5.5)], 6);
        Tell(read);
        Assert.Equal([Texts[1], Texts[1]], read.Select(caption => caption.Text));
        Assert.InRange(read[1].StartMs, 3700, 4300);
    }

    [Theory]
    [InlineData(Still)]
    [InlineData(Moving)]
    [InlineData("life=s=854x480:r=25:ratio=0.2:seed=4:mold=10:life_color=white:death_color=0x303030")]
    public async Task Film_WithoutText_HasNoCaptions(string background)
    {
        var read = await ReadAsync(background, [], 6);
        Tell(read);
        Assert.Empty(read);
    }

    [Fact]
    public async Task Film_OfOnePicture_IsRead()
    {
        var clip = Path.Combine(folder.Path, "one.mp4");
        await TestFfmpeg.RunAsync(["-f", "lavfi", "-i", Still + ",format=yuv420p" + Draw(Texts[3], Bar, 0, 9), "-frames:v", "1", "-c:v", "libx264", clip], CancellationToken.None);
        Assert.Equal(Texts[3], Assert.Single((await ReadAsync(clip)).Captions).Text);
    }

    private async Task<IReadOnlyList<ReadCaption>> ReadAsync(string background, IEnumerable<string> captions, double seconds)
    {
        var clip = Path.Combine(folder.Path, Guid.NewGuid().ToString("N") + ".mp4");
        var graph = new StringBuilder(background).Append(",format=yuv420p").AppendJoin("", captions).ToString();
        await TestFfmpeg.RunAsync(["-f", "lavfi", "-i", graph, "-t", seconds.ToString(CultureInfo.InvariantCulture), "-c:v", "libx264", "-preset", "veryfast", "-crf", "26", clip], CancellationToken.None);
        return (await ReadAsync(clip)).Captions;
    }

    private async Task<ReadCaptions> ReadAsync(string clip)
    {
        var media = await TestDecoders.Prober.OpenAsync(clip, folder.Path, CancellationToken.None);
        return await TestDecoders.CaptionsIn("bel+rus+eng").OfClipAsync(media, folder.Path, null, CancellationToken.None);
    }

    private string Draw(string text, string style, double from, double to)
    {
        var words = Path.Combine(folder.Path, Guid.NewGuid().ToString("N") + ".txt");
        File.WriteAllText(words, text);
        return string.Create(CultureInfo.InvariantCulture, $",drawtext=fontfile=/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf:textfile={words}:x=(w-tw)/2:{style}:enable='between(t,{from},{to})'");
    }

    private static int Errors(string drawn, string read) => TextDistance.Between(drawn, read);

    private void Tell(IEnumerable<ReadCaption> read)
    {
        foreach (var caption in read) output.WriteLine($"{caption.StartMs}-{caption.EndMs} {caption.Confidence:0} {caption.Text}");
    }
}
