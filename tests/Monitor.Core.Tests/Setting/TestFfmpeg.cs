using System.Diagnostics;

namespace Monitor.Core.Tests.Setting;

/// <summary>Makes clips and pictures with ffmpeg, outside the sandbox.</summary>
internal static class TestFfmpeg
{
    public static async Task RunAsync(string[] arguments, CancellationToken token = default)
    {
        var start = new ProcessStartInfo("ffmpeg") { RedirectStandardError = true };
        foreach (var argument in (string[])["-v", "error", "-nostdin", "-y", .. arguments]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        Assert.True(process.ExitCode == 0, errors);
    }
}
