using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Recognition;
using Monitor.Core.Tests.Setting;
using Xunit.Abstractions;

namespace Monitor.Core.Tests.Recognition;

/// <summary>Forty captions, drawn at test time over moving backgrounds, read as the stage reads them.</summary>
public sealed class CaptionTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string[] Belarusian =
    [
        "Сям’я чакае адказу", "Кіраўнік прафсаюза затрыманы", "Аб’ява для рабочых завода", "Ён прынёс прабачэнні на камеру", "У Гродне прайшоў сход калектыву", "Сведка не з’явіўся ў суд", "Рашэнне прынята ўчора ўвечары",
        "Мы патрабуем сустрэчы з дырэктарам", "Сённяшнія падзеі ў Салігорску", "Незалежны прафсаюз звярнуўся ў суд", "Пад’езд закрыты да вечара", "Адвакат наведаў яго ў ізалятары", "Ліст ад рабочых атрыманы", "Прысуд абвешчаны ў аўторак",
    ];

    private static readonly string[] Russian =
    [
        "Задержан председатель профсоюза", "Рабочие вышли к проходной", "Суд вынес приговор активисту", "Обращение трудового коллектива", "Он признал свою ошибку", "Видео снято в отделении", "Сегодня объявлена забастовка",
        "Съёмка оперативного отдела", "Директор отказался от встречи", "Подписано новое соглашение", "Причина увольнения не названа", "Электрики требуют выплат", "Заседание перенесли на среду",
    ];

    private static readonly string[] English =
    [
        "Union leader detained in Minsk", "Workers gather at the gate", "The court heard the case", "Statement of the committee", "Members were searched at home", "Letter sent to the director", "He was released on Friday",
        "Meeting of the trade union", "Charges have been changed", "Factory stops for two hours", "Lawyer was not admitted", "Three people were dismissed", "Hearing moved to Monday",
    ];

    private static readonly string[] Backgrounds =
    [
        "testsrc2=s=640x360:r=25", "mandelbrot=s=640x360:r=25", "gradients=s=640x360:r=25:nb_colors=4:speed=0.03:seed=7:c0=0x203040:c1=0xd0c080:c2=0x405080:c3=0x903050", "color=c=0x808080:s=640x360:r=25,noise=alls=60:allf=t+u",
        "life=s=640x360:r=25:ratio=0.2:seed=4:mold=10:life_color=white:death_color=0x303030", "rgbtestsrc=s=640x360:r=25,hue=h=90*t", "smptebars=s=640x360:r=25,rotate=0.4*t", "testsrc=s=640x360:r=25",
    ];

    private static readonly string[] Styles =
    [
        "fontcolor=white:box=1:boxcolor=black:boxborderw=10", "fontcolor=white:box=1:boxcolor=black@0.6:boxborderw=10", "fontcolor=white:box=1:boxcolor=0xB01010:boxborderw=10", "fontcolor=yellow:box=1:boxcolor=black:boxborderw=10",
        "fontcolor=white:borderw=2:bordercolor=black", "fontcolor=white:box=1:boxcolor=0x103060:boxborderw=12",
    ];

    private readonly ScratchFolder folder = new(null);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Recognize_FortyCaptions_ReadsAtMostOneCharacterInTwentyWrong()
    {
        var captions = Belarusian.Select(text => (Text: text, IsBelarusian: true)).Concat(Russian.Concat(English).Select(text => (Text: text, IsBelarusian: false))).Index().ToList();
        Assert.Equal(40, captions.Count);
        var errors = new ConcurrentBag<(bool Belarusian, int With, int Without, int Length)>();
        await Parallel.ForEachAsync(captions, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (caption, token) =>
        {
            var clip = await DrawAsync(caption.Index, caption.Item.Text, token);
            var read = await ReadAsync(clip, "rus+bel+eng", token);
            var with = Errors(caption.Item.Text, read);
            var without = caption.Item.IsBelarusian ? Errors(caption.Item.Text, await ReadAsync(clip, "rus+eng", token)) : with;
            if (with > 0) output.WriteLine($"{with} wrong: '{caption.Item.Text}' read '{read}' on {Backgrounds[caption.Index % Backgrounds.Length]} in {Styles[caption.Index % Styles.Length]}");
            errors.Add((caption.Item.IsBelarusian, with, without, caption.Item.Text.Length));
        });
        var rate = Rate(errors, error => error.With);
        var belarusian = errors.Where(error => error.Belarusian).ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"character error {rate:P2}; Belarusian {Rate(belarusian, error => error.With):P2}, without bel {Rate(belarusian, error => error.Without):P2}"));
        Assert.True(rate <= 0.05, $"character error {rate:P2}");
        Assert.True(Rate(belarusian, error => error.Without) > 2 * Rate(belarusian, error => error.With), "reading without Belarusian is no worse");
    }

    [Theory]
    [InlineData("color=c=0x808080:s=640x360:r=25,noise=alls=60:allf=t+u")]
    [InlineData("mandelbrot=s=640x360:r=25")]
    [InlineData("gradients=s=640x360:r=25:seed=3")]
    public async Task Recognize_PictureWithoutText_ReadsNothing(string background)
    {
        var clip = Path.Combine(folder.Path, "none.mp4");
        await TestFfmpeg.RunAsync(["-f", "lavfi", "-i", background, "-t", "2", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", clip], CancellationToken.None);
        Assert.Equal("", await ReadAsync(clip, "rus+bel+eng", CancellationToken.None));
    }

    private static double Rate<T>(IReadOnlyCollection<T> errors, Func<T, int> count) where T : ITuple =>
        errors.Sum(count) / (double)errors.Sum(error => (int)error[3]!);

    private async Task<string> DrawAsync(int number, string text, CancellationToken token)
    {
        var (words, clip) = (Path.Combine(folder.Path, $"{number}.txt"), Path.Combine(folder.Path, $"{number}.mp4"));
        await File.WriteAllTextAsync(words, text, token);
        var bold = number % 2 == 0 ? "-Bold" : "";
        var graph = $"{Backgrounds[number % Backgrounds.Length]},format=yuv420p,drawtext=fontfile=/usr/share/fonts/truetype/dejavu/DejaVuSans{bold}.ttf:textfile={words}:fontsize={22 + (number % 3 * 4)}:x=(w-tw)/2:y=h-th-{24 + (number % 4 * 12)}:{Styles[number % Styles.Length]}";
        await TestFfmpeg.RunAsync(["-f", "lavfi", "-i", graph, "-t", "2.4", "-c:v", "libx264", "-preset", "veryfast", "-crf", "27", "-pix_fmt", "yuv420p", clip], token);
        return clip;
    }

    private static int Errors(string expected, string read) => TextDistance.Between(Plain(expected), Plain(read));

    /// <summary>Everything read in the clip, each caption once.</summary>
    private static async Task<string> ReadAsync(string clip, string languages, CancellationToken token)
    {
        using var scratch = new ScratchFolder(null);
        var media = await TestDecoders.Prober.OpenAsync(clip, scratch.Path, token);
        var read = await TestDecoders.CaptionsIn(languages).OfClipAsync(media, scratch.Path, null, token);
        return string.Join(' ', read.Captions.Select(caption => caption.Text).Distinct());
    }

    /// <summary>Apostrophes look alike, and lines are a matter of layout.</summary>
    private static string Plain(string text) => string.Join(' ', text.Replace('’', '\'').Replace('ʼ', '\'').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
