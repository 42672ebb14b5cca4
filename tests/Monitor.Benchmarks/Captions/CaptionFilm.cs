using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Monitor.Benchmarks.Captions;

/// <summary>A caption that was drawn, and when it stands, in seconds.</summary>
internal sealed record DrawnCaption(double From, double To, string Text);

/// <summary>A film with captions whose words and times are known.</summary>
/// <param name="Name">Picture, seconds a caption, style.</param>
internal sealed record CaptionFilm(string Name, string FilmFile, IReadOnlyList<DrawnCaption> Captions)
{
    private static readonly string[] Texts =
    [
        "Я прашу прабачэння ў калег", "Сведчанні запісаны ў Гродне", "Мне патлумачылі, што рабіць далей", "Гэта быў апошні дзень на заводзе", "Подписи собирали у проходной", "Я осознал, к чему это ведёт", "Нас никто не заставлял говорить",
        "Собрание прошло без разрешения", "I was told what to say here", "The union office was closed", "Nobody asked us about the strike", "Members left the meeting early", "Ключы перадаў вартаўніку ўвечары", "Объявление висело в третьем цехе",
        "Мы раскаиваемся в содеянном", "Дзякуем усім, хто дапамагаў", "Мужчына прызнаў сваю віну", "Задержанный дал показания", "Her lawyer was not in the room", "Гутарка працягвалася дзве гадзіны", "Звонок поступил из-за рубежа", "Работу остановили на час",
        "Ён расказаў пра сустрэчу", "Она просит о снисхождении", "The court begins on Friday", "Змена пачалася ў шэсць раніцы", "Бригадир подтвердил её слова", "Сям’я яшчэ нічога не ведае", "Лист отправили директору", "They signed it yesterday",
    ];

    /// <summary>Styles of captions: options of drawtext at 480 lines.</summary>
    public static readonly IReadOnlyDictionary<string, string> Styles = new Dictionary<string, string>
    {
        ["bar"] = "fontsize=26:fontcolor=white:box=1:boxcolor=black@0.85:boxborderw=10:y=401",
        ["half"] = "fontsize=26:fontcolor=white:box=1:boxcolor=black@0.5:boxborderw=10:y=401",
        ["capitals"] = "fontsize=24:fontcolor=white:box=1:boxcolor=0x102040:boxborderw=10:y=401",
        ["small"] = "fontsize=15:fontcolor=white:box=1:boxcolor=black@0.7:boxborderw=6:y=421",
        ["picture"] = "fontsize=26:fontcolor=white:y=401",
        ["outlined"] = "fontsize=26:fontcolor=white:borderw=2:bordercolor=black:y=401",
        ["top"] = "fontsize=30:fontcolor=yellow:borderw=2:bordercolor=black:y=40",
        ["title"] = "fontsize=40:fontcolor=white:borderw=1:bordercolor=black:y=200",
    };

    /// <param name="samples">The folder of sample videos.</param>
    /// <param name="picture">still, moving or cutting.</param>
    /// <param name="seconds">How long each caption stands.</param>
    /// <param name="style">One of <see cref="Styles"/>, none, fade, two (only the lower of two lines changes), logo or ticker.</param>
    public static CaptionFilm Make(string folder, string samples, string picture, double seconds, string style)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{picture}-{seconds}-{style}");
        var count = (int)Math.Clamp(40 / seconds, 10, 30);
        var captions = new List<DrawnCaption>();
        var graph = new StringBuilder(picture == "cutting" ? "crop=iw*0.7:ih*0.5:iw*0.15:ih*0.2," : "").Append("scale=854:480:force_original_aspect_ratio=increase,crop=854:480,setsar=1,fps=25");
        string Put(string text, string look, double from, double to, string more = "", string? alpha = null)
        {
            var file = Path.Combine(folder, Guid.NewGuid().ToString("N") + ".txt");
            File.WriteAllText(file, text);
            var font = style switch { "outlined" => "DejaVuSerif-Bold", "small" => "DejaVuSans", _ => "DejaVuSans-Bold" };
            return string.Create(CultureInfo.InvariantCulture, $",drawtext=fontfile=/usr/share/fonts/truetype/dejavu/{font}.ttf:textfile={file}:x=(w-tw)/2:{look}{more}:enable='between(t,{from},{to})'") + (alpha is null ? "" : $":alpha='{alpha}'");
        }

        var gap = seconds >= 1 ? 0.1 : 0.04;
        for (var at = 0; at < count && style is not ("none" or "ticker"); at++)
        {
            var text = Texts[(at + (int)(seconds * 7)) % Texts.Length];
            if (style == "capitals") text = text.ToUpperInvariant();
            double from = at * seconds, to = ((at + 1) * seconds) - gap;
            captions.Add(new DrawnCaption(from, to, text));
            if (style == "fade")
            {
                // Each fades into the next over 0.4 seconds about the change.
                var alpha = string.Create(CultureInfo.InvariantCulture, $"max(0,min(1,min((t-{from}+0.2)/0.4,({to}+0.2-t)/0.4)))");
                graph.Append(Put(text, Styles["bar"].Replace("box=1:boxcolor=black@0.85:boxborderw=10:", "", StringComparison.Ordinal), from - 0.2, to + 0.2, "", alpha));
            }
            else if (style == "two")
            {
                graph.Append(Put(text, "fontsize=26:fontcolor=white:box=1:boxcolor=black@0.85:boxborderw=6:y=430", from, to));
            }
            else
            {
                graph.Append(Put(text, style == "logo" ? Styles["picture"] : Styles[style], from, to));
            }
        }

        var length = count * seconds;
        if (style == "two")
        {
            captions.Add(new DrawnCaption(0, length, "Признания участников протеста"));
            graph.Append(Put("Признания участников протеста", "fontsize=26:fontcolor=white:box=1:boxcolor=black@0.85:boxborderw=6:y=386", 0, length));
        }

        if (style == "logo")
        {
            captions.Add(new DrawnCaption(0, length, "КАНАЛ ПРАЎДЫ"));
            graph.Append(Put("КАНАЛ ПРАЎДЫ", "fontsize=20:fontcolor=white@0.9:y=24", 0, length).Replace("x=(w-tw)/2", "x=24", StringComparison.Ordinal));
        }

        if (style == "ticker")
        {
            const string Ticker = "Сегодня в Минске начался суд над рабочими завода, адвоката в зал не пустили, заседание закрыто";
            captions.Add(new DrawnCaption(0, length, Ticker));
            graph.Append(Put(Ticker, "fontsize=24:fontcolor=white:box=1:boxcolor=black:boxborderw=8:y=430", 0, length).Replace("x=(w-tw)/2", "x=w-90*t", StringComparison.Ordinal));
        }

        var film = Path.Combine(folder, name + ".mp4");
        if (!File.Exists(film)) Run([.. Source(folder, samples, picture), "-t", length.ToString(CultureInfo.InvariantCulture), "-vf", graph.ToString(), "-an", "-c:v", "libx264", "-preset", "veryfast", "-crf", "26", "-pix_fmt", "yuv420p", "-r", "25", film]);
        foreach (var words in Directory.EnumerateFiles(folder, "*.txt")) File.Delete(words);
        return new CaptionFilm(name, film, captions);
    }

    private static string[] Source(string folder, string samples, string picture) => picture switch
    {
        "still" => ["-loop", "1", "-i", Still(folder, samples)],
        "moving" => ["-stream_loop", "20", "-i", Path.Combine(samples, "reposts/chair-orig-22-sd-bar.mp4")],
        "cutting" => ["-stream_loop", "20", "-i", Path.Combine(samples, "cuts/mixed_600s_360p.mp4")],
        _ => throw new ArgumentException("A picture is still, moving or cutting."),
    };

    private static string Still(string folder, string samples)
    {
        var still = Path.Combine(folder, "still.png");
        if (!File.Exists(still)) Run(["-ss", "3", "-i", Path.Combine(samples, "reposts/chair-orig-22-sd-bar.mp4"), "-frames:v", "1", still]);
        return still;
    }

    private static void Run(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("ffmpeg");
        foreach (var argument in new[] { "-nostdin", "-v", "error", "-y" }.Concat(arguments)) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException("ffmpeg made no film.");
    }
}
