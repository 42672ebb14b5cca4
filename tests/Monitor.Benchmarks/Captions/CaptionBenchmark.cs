using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Options;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Recognition;
using Monitor.Core.Recognition.Film;
using Monitor.Core.Recognition.Tesseract;

namespace Monitor.Benchmarks.Captions;

/// <summary>Captions of films whose words are known: how many are read, how well, when, what is read that is none, and what it costs.</summary>
internal static class CaptionBenchmark
{
    public static async Task RunAsync(string[] args)
    {
        string Option(string name, string otherwise) => args.SkipWhile(word => word != name).Skip(1).FirstOrDefault(otherwise);
        var folder = Option("--folder", Path.Combine(Path.GetTempPath(), "monitor-caption-films"));
        var samples = Option("--samples", "../shared/samples/video");
        Directory.CreateDirectory(folder);
        var options = Options.Create(new MediaOptions { Sandbox = "none" });
        var runner = new SandboxedProcess(options);
        var (text, reader, prober) = (new FilmText(new FilmLooks(runner)), new FilmReader(new LineReader(runner, options)), new MediaProber(runner));
        Console.WriteLine("film                       read  captions   CER %  late   false  lines  find CPU  read CPU  s a minute");
        if (Option("--film", "") is { Length: > 0 } one)
        {
            await ListAsync(one, prober, text, reader, Option("--pictures-to", ""));
            return;
        }

        foreach (var source in Option("--pictures", "still,moving,cutting").Split(','))
            foreach (var seconds in Option("--seconds", "2").Split(',').Select(value => double.Parse(value, CultureInfo.InvariantCulture)))
                foreach (var style in Option("--styles", string.Join(',', CaptionFilm.Styles.Keys)).Split(','))
                {
                    var film = CaptionFilm.Make(folder, samples, source, seconds, style);
                    using var scratch = new ScratchFolder(null);
                    var clip = await prober.OpenAsync(film.FilmFile, scratch.Path, CancellationToken.None);
                    var began = CpuSeconds();
                    var lines = (await text.FindAsync(clip, scratch.Path, null, CancellationToken.None)).Lines;
                    var found = CpuSeconds();
                    var read = await reader.ReadAsync(lines, null, CancellationToken.None);
                    var ended = CpuSeconds();
                    var captions = FilmCaptions.Join(read);
                    Report(film, captions, read.Count, found - began, ended - found, args.Contains("--list"));
                    if (args.Contains("--captions")) foreach (var caption in captions) Console.WriteLine($"    = {caption.StartMs}-{caption.EndMs} '{caption.Text}' {caption.Confidence:0} {caption.Boxes[0]}");
                    if (args.Contains("--lines")) foreach (var (line, words) in read) Console.WriteLine($"    {line.StartMs}-{line.EndMs} {line.Box} {(line.IsBright ? "bright" : "dark")} '{words?.Text}' {words?.Confidence:0}");
                    if (Option("--pictures-to", "") is { Length: > 0 } to)
                        foreach (var (at, line) in lines.Index())
                            if (line.Prepared is { } picture) File.WriteAllBytes(Path.Combine(to, $"{film.Name}-{at}.png"), GreyFile.Png(picture));
                }
    }

    /// <summary>Every line that is found in one film, and what is read of it.</summary>
    private static async Task ListAsync(string film, MediaProber prober, FilmText text, FilmReader reader, string folder)
    {
        using var scratch = new ScratchFolder(null);
        var lines = (await text.FindAsync(await prober.OpenAsync(film, scratch.Path, CancellationToken.None), scratch.Path, null, CancellationToken.None)).Lines;
        var read = await reader.ReadAsync(lines, null, CancellationToken.None);
        foreach (var (at, (line, words)) in read.Index())
        {
            Console.WriteLine($"{at}: {line.StartMs}-{line.EndMs} {line.Box} {(line.IsBright ? "bright" : "dark")} {line.Kind} '{words?.Text}' {words?.Confidence:0}");
            if (folder.Length > 0 && line.Prepared is { } picture) await File.WriteAllBytesAsync(Path.Combine(folder, $"{at}.png"), GreyFile.Png(picture));
        }

        foreach (var caption in FilmCaptions.Join(read)) Console.WriteLine($"= {caption.StartMs}-{caption.EndMs} {caption.Kind} '{caption.Text}' {caption.Confidence:0}");
    }

    private static void Report(CaptionFilm film, List<ReadCaption> captions, int lines, double findCpu, double readCpu, bool list)
    {
        int read = 0, wrong = 0, signs = 0, late = 0;
        var used = new HashSet<(long, TextBox)>();
        foreach (var drawn in film.Captions)
        {
            var best = captions.SelectMany(caption => caption.Text.Split('\n').Select(text => caption with { Text = text }).Append(caption)).Where(caption => caption.StartMs < (drawn.To * 1000) + 300 && caption.EndMs > (drawn.From * 1000) - 300).MinBy(caption => Errors(drawn.Text, caption.Text));
            var errors = best is null ? drawn.Text.Length : Math.Min(drawn.Text.Length, Errors(drawn.Text, best.Text));
            if (best is not null) used.Add((best.StartMs, best.Boxes[0]));
            if (errors <= drawn.Text.Length / 5)
            {
                read++;
                wrong += errors;
                signs += drawn.Text.Length;
                if (Math.Abs(best!.StartMs - (drawn.From * 1000)) > 300 || Math.Abs(best.EndMs - (drawn.To * 1000)) > 300) late++;
            }

            if (list && errors > 0) Console.WriteLine($"    {drawn.From:0.0}-{drawn.To:0.0} '{drawn.Text}' {errors}: '{best?.Text}' {best?.StartMs}-{best?.EndMs}");
        }

        var length = film.Captions.Count == 0 ? 40 : film.Captions.Max(caption => caption.To);
        var more = captions.Where(caption => !used.Contains((caption.StartMs, caption.Boxes[0]))).ToList();
        if (list) foreach (var caption in more) Console.WriteLine($"    more: '{caption.Text}' {caption.Confidence:0} {caption.StartMs}-{caption.EndMs}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{film.Name,-26} {read,4} {film.Captions.Count,9} {100.0 * wrong / Math.Max(1, signs),7:0.0} {late,5} {more.Count,7} {lines,6} {findCpu,9:0.00} {readCpu,9:0.00} {60 * (findCpu + readCpu) / length,11:0.00}"));
    }

    private static int Errors(string drawn, string read) => TextDistance.Between(Plain(drawn), Plain(read));

    private static string Plain(string text) => string.Join(' ', text.Replace('’', '\'').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>User and system time of this process and of its children that have ended: fields 14 to 17 of /proc/self/stat, in hundredths of a second.</summary>
    private static double CpuSeconds()
    {
        var text = File.ReadAllText("/proc/self/stat");
        return text[(text.LastIndexOf(')') + 2)..].Split(' ').Skip(11).Take(4).Sum(ticks => double.Parse(ticks, CultureInfo.InvariantCulture)) / 100;
    }
}
