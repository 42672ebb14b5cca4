namespace Monitor.Core.Media.Ffmpeg;

/// <summary>One run of a decoder on one hostile file. Arguments name the input <see cref="InputPath"/> and the output folder <see cref="OutputPath"/>.</summary>
/// <param name="Tool">Program in /usr/bin: ffmpeg, ffprobe, webpmux, dwebp, tesseract.</param>
/// <param name="Arguments">One argument an entry; nothing is parsed by a shell.</param>
/// <param name="InputFile">The one file that the program can read beside the system's.</param>
public sealed record SandboxedCommand(string Tool, IReadOnlyList<string> Arguments, string InputFile)
{
    public const string InputPath = "/in/media";
    public const string OutputPath = "/out";

    /// <summary>Where a printer finds its page; a browser goes by the name.</summary>
    public const string PagePath = "/in/page.html";

    /// <summary>True for a page of ours that Debian's headless Chromium prints: it needs fonts, and takes address space without end, so its data are bounded instead.</summary>
    public bool IsPrinter { get; init; }

    /// <summary>Where a program of the administrator's finds its own folder.</summary>
    public const string ToolFolderPath = "/opt/tool";

    /// <summary>The folder of a program that is no part of the system, read-only; null for the system's programs.</summary>
    public string? ToolFolder { get; init; }

    /// <summary>Where the input is inside.</summary>
    public string Input => IsPrinter ? PagePath : InputPath;

    /// <summary>The program's file.</summary>
    public string Program => IsPrinter ? PrinterProgram : (ToolFolder is null ? "/usr/bin/" : ToolFolderPath + "/") + Tool;

    /// <summary>Of Debian's package chromium-headless-shell; its wrapper in /usr/bin wants more than a sandbox gives.</summary>
    public const string PrinterProgram = "/usr/lib/chromium/chromium-headless-shell";

    /// <summary>The one folder that the program can write to; none where null.</summary>
    public string? OutputFolder { get; init; }

    /// <summary>CPU seconds after which it is ended; default 60.</summary>
    public int CpuSeconds { get; init; } = 60;

    /// <summary>Address space in bytes, of a printer its data; default 2 GB.</summary>
    public long MemoryBytes { get; init; } = 2L << 30;

    /// <summary>Largest file that it may write, in bytes; default 1 GB.</summary>
    public long MaxFileBytes { get; init; } = 1L << 30;

    /// <summary>Wall time after which it is ended; default 4 times the CPU time, at least 2 minutes.</summary>
    public TimeSpan WallTime => TimeSpan.FromSeconds(Math.Max(120, CpuSeconds * 4L));

    /// <summary>The command as kept with what it made: without any path of this machine.</summary>
    public string Text => Tool + " " + string.Join(' ', Arguments);
}

/// <summary>How a sandboxed run ended.</summary>
/// <param name="Errors">The last 4 KB of its diagnostics.</param>
public sealed record SandboxedResult(int ExitCode, string Errors)
{
    public bool Succeeded => ExitCode == 0;
}
