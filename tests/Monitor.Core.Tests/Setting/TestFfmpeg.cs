using System.Diagnostics;
using System.Globalization;

namespace Monitor.Core.Tests.Setting;

/// <summary>Makes clips and pictures with ffmpeg, outside the sandbox.</summary>
internal static class TestFfmpeg
{
    public static Task RunAsync(string[] arguments, CancellationToken token = default) => StartAsync("ffmpeg", ["-v", "error", "-nostdin", "-y", .. arguments], token);

    /// <summary>Presentation times of all frames in milliseconds, as ffprobe says; not a number where the container gives none.</summary>
    public static async Task<List<double>> FrameTimesAsync(string file) =>
        [.. (await StartAsync("ffprobe", ["-v", "error", "-select_streams", "v:0", "-show_entries", "frame=best_effort_timestamp_time", "-of", "csv=p=0", file]))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.TryParse(line.Split(',')[0], CultureInfo.InvariantCulture, out var seconds) ? 1000 * seconds : double.NaN)];

    /// <summary>Width and height of a picture in pixels.</summary>
    public static async Task<(int Width, int Height)> SizeAsync(string file)
    {
        var size = (await StartAsync("ffprobe", ["-v", "error", "-show_entries", "stream=width,height", "-of", "csv=p=0", file])).Trim().Split(',');
        return (int.Parse(size[0], CultureInfo.InvariantCulture), int.Parse(size[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Runs a program to its end; what it printed.</summary>
    public static async Task<string> StartAsync(string program, string[] arguments, CancellationToken token = default)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(token);
        var text = await process.StandardOutput.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        Assert.True(process.ExitCode == 0, await errors);
        return text;
    }
}
