using System.Diagnostics;

namespace Monitor.App.Tests.Setting;

/// <summary>Makes clips and pictures with ffmpeg's own sources.</summary>
internal static class TestMedia
{
    public const string Font = "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf";

    public static Task<byte[]> ClipAsync(string graph, double seconds) =>
        RunAsync(".mp4", "-f", "lavfi", "-i", graph, "-t", seconds.ToString(System.Globalization.CultureInfo.InvariantCulture), "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p");

    public static Task<byte[]> PictureAsync(string graph) => RunAsync(".jpg", "-f", "lavfi", "-i", graph, "-frames:v", "1");

    private static async Task<byte[]> RunAsync(string extension, params string[] arguments)
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + extension);
        var start = new ProcessStartInfo("ffmpeg") { RedirectStandardError = true };
        foreach (var argument in (string[])["-v", "error", "-nostdin", "-y", .. arguments, file]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, errors);
        var bytes = await File.ReadAllBytesAsync(file);
        File.Delete(file);
        return bytes;
    }
}
