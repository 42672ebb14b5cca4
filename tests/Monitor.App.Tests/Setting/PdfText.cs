using System.Diagnostics;

namespace Monitor.App.Tests.Setting;

/// <summary>Reads a PDF back as text, with poppler's pdftotext.</summary>
internal static class PdfText
{
    public static async Task<string> ReadAsync(byte[] pdf)
    {
        Skip.IfNot(File.Exists("/usr/bin/pdftotext"), "Debian's poppler-utils is not installed; ./setup --for-tests installs it.");
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, pdf);
            var start = new ProcessStartInfo("/usr/bin/pdftotext") { RedirectStandardOutput = true };
            foreach (var argument in new[] { "-enc", "UTF-8", file, "-" }) start.ArgumentList.Add(argument);
            using var process = Process.Start(start)!;
            var text = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return text;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
