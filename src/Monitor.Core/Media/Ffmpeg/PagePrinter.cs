using System.Text;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Media.Ffmpeg;

/// <summary>Prints a page of ours as PDF: Debian's headless Chromium in the sandbox, without network, one at a time. The page holds everything itself and allows nothing else by its own policy.</summary>
public sealed class PagePrinter(SandboxedProcess runner) : IDisposable
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--no-zygote", "--in-process-gpu", "--headless", "--disable-gpu", "--disable-dev-shm-usage", "--disable-breakpad", "--disable-background-networking", "--no-first-run",
        "--js-flags=--jitless", "--font-render-hinting=none", "--no-pdf-header-footer", "--generate-pdf-document-outline", $"--print-to-pdf={SandboxedCommand.OutputPath}/page.pdf", "file://" + SandboxedCommand.PagePath,
    ];

    private readonly SemaphoreSlim one = new(1, 1);

    /// <summary>True where the package is installed.</summary>
    public static bool IsInstalled => File.Exists(SandboxedCommand.PrinterProgram);

    /// <summary>The PDF's bytes. Throws <see cref="DecodeException"/> where the sandbox or the printer does not work.</summary>
    public async Task<byte[]> PrintAsync(string html, CancellationToken cancellationToken)
    {
        if (!IsInstalled) throw new DecodeException(OutcomeReason.SandboxUnavailable, "The package chromium-headless-shell is not installed.");
        await one.WaitAsync(cancellationToken);
        try
        {
            // Its trick of a /proc with one link is not promised by anybody; a second try costs a second.
            return await TryAsync(html, cancellationToken) ?? await TryAsync(html, cancellationToken) ?? throw new DecodeException(OutcomeReason.DecodeFailed, "The page could not be printed.");
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private async Task<byte[]?> TryAsync(string html, CancellationToken cancellationToken)
    {
        using var folder = runner.MakeScratch();
        var (page, output) = (Path.Combine(folder.Path, "page.html"), Path.Combine(folder.Path, "out"));
        Directory.CreateDirectory(output);
        await File.WriteAllTextAsync(page, html, new UTF8Encoding(false), cancellationToken);
        await runner.RunAsync(new SandboxedCommand("chromium", Arguments, page) { IsPrinter = true, OutputFolder = output, MaxFileBytes = 512L << 20 }, null, cancellationToken);
        var made = Path.Combine(output, "page.pdf");
        if (!File.Exists(made)) return null;
        var bytes = await File.ReadAllBytesAsync(made, cancellationToken);
        return bytes.AsSpan().StartsWith("%PDF-"u8) && bytes.AsSpan(Math.Max(0, bytes.Length - 32)).IndexOf("%%EOF"u8) >= 0 ? bytes : null;
    }
}
