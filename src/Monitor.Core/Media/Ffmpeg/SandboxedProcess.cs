using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Media.Ffmpeg;

/// <summary>The one runner of decoders: bubblewrap (no network, read-only system, one input, one output folder) under prlimit.</summary>
public sealed class SandboxedProcess(IOptions<MediaOptions> options)
{
    private const int KeptErrorBytes = 4096;

    // 128 and the signal's number.
    private const int HungUp = 129, Interrupted = 130, Killed = 137, Terminated = 143;

    // ENOSPC, as .NET reports it on Linux.
    private const int DiskFull = 28;
    private const long LeastFreeBytes = 64L << 20;

    /// <summary>True where hostile bytes are decoded without a sandbox, by an administrator's explicit setting.</summary>
    public bool IsBare => options.Value.Sandbox == "none";

    /// <summary>A folder for the files of a run, where the settings say.</summary>
    public ScratchFolder MakeScratch() => new(options.Value.ScratchFolder);

    /// <summary>Runs to the end. <paramref name="readOutput"/> gets its standard output. Throws <see cref="DecodeException"/> (SandboxUnavailable, DecodeLimit); the process tree is killed on cancel.</summary>
    public async Task<SandboxedResult> RunAsync(SandboxedCommand command, Func<Stream, CancellationToken, Task>? readOutput, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(command.WallTime);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var began = Stopwatch.StartNew();
        using var process = await StartAsync(command);
        try
        {
            process.StandardInput.Close();
            var errors = ReadErrorsAsync(process.StandardError.BaseStream, either.Token);
            var output = process.StandardOutput.BaseStream;
            await (readOutput is null ? output.CopyToAsync(Stream.Null, either.Token) : readOutput(output, either.Token));
            var text = await errors;
            await process.WaitForExitAsync(either.Token);
            ThrowIfFull(command, text);
            return Judge(command, process.ExitCode, text, began.Elapsed);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new DecodeException(OutcomeReason.DecodeLimit, $"{command.Tool} took longer than {command.WallTime.TotalSeconds:0} seconds.");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private async Task<Process> StartAsync(SandboxedCommand command)
    {
        var start = new ProcessStartInfo("prlimit") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in Limits(command).Concat(IsBare ? Bare(command) : Sandboxed(command))) start.ArgumentList.Add(argument);
        // bwrap clears what its child gets, but its own is to be seen in /proc.
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin";
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["OMP_THREAD_LIMIT"] = "1";

        try
        {
            return await ProcessStarter.StartAsync(start);
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            throw Unavailable("prlimit is not installed (package util-linux).", fault);
        }
    }

    private static IEnumerable<string> Limits(SandboxedCommand command) =>
    [
        (command.IsPrinter ? "--data=" : "--as=") + Number(command.MemoryBytes), "--cpu=" + Number(command.CpuSeconds), "--fsize=" + Number(command.MaxFileBytes), command.IsPrinter ? "--nofile=512" : "--nofile=64", "--core=0", "--",
    ];

    private static IEnumerable<string> Sandboxed(SandboxedCommand command)
    {
        yield return "bwrap";
        string[] system =
        [
            "--ro-bind", "/usr", "/usr", "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64", "--symlink", "usr/bin", "/bin",
            "--ro-bind-try", "/etc/alternatives", "/etc/alternatives", "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache", "--dev", "/dev", "--tmpfs", "/tmp",
            "--unshare-all", "--new-session", "--die-with-parent", "--cap-drop", "ALL", "--clearenv",
            "--setenv", "PATH", "/usr/bin", "--setenv", "LANG", "C.UTF-8", "--setenv", "OMP_THREAD_LIMIT", "1", "--chdir", "/tmp",
        ];
        foreach (var argument in system) yield return argument;
        // A browser looks for its own file in /proc and for fonts; nothing else of /proc is there.
        string[] printer = ["--ro-bind", "/etc/fonts", "/etc/fonts", "--dir", "/proc/self", "--symlink", SandboxedCommand.PrinterProgram, "/proc/self/exe", "--setenv", "HOME", "/tmp", "--setenv", "TZ", "UTC"];
        if (command.IsPrinter)
            foreach (var argument in printer) yield return argument;
        foreach (var argument in new[] { "--ro-bind", Path.GetFullPath(command.InputFile), command.Input }) yield return argument;
        if (command.ToolFolder is { } tool)
            foreach (var argument in new[] { "--ro-bind", Path.GetFullPath(tool), SandboxedCommand.ToolFolderPath }) yield return argument;
        if (command.OutputFolder is { } folder)
            foreach (var argument in new[] { "--bind", Path.GetFullPath(folder), SandboxedCommand.OutputPath }) yield return argument;
        yield return "--";
        yield return command.Program;
        foreach (var argument in command.Arguments) yield return argument;
    }

    private static IEnumerable<string> Bare(SandboxedCommand command)
    {
        yield return command.IsPrinter ? command.Program : command.ToolFolder is { } tool ? Path.Combine(Path.GetFullPath(tool), command.Tool) : command.Tool;
        foreach (var argument in command.Arguments)
            yield return argument.Replace(command.Input, Path.GetFullPath(command.InputFile), StringComparison.Ordinal)
                .Replace(SandboxedCommand.ToolFolderPath, Path.GetFullPath(command.ToolFolder ?? "/nonexistent"), StringComparison.Ordinal)
                .Replace(SandboxedCommand.OutputPath + "/", Path.GetFullPath(command.OutputFolder ?? "/nonexistent") + "/", StringComparison.Ordinal);
    }

    /// <summary>A decoder whose disk is full writes half of its output and goes on: that is no fault of the clip. Its word alone is not believed.</summary>
    private static void ThrowIfFull(SandboxedCommand command, string errors)
    {
        if (command.OutputFolder is { } folder && errors.Contains("No space left on device", StringComparison.Ordinal) && new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace < LeastFreeBytes)
            throw new IOException("No space left on device: the folder for scratch files is full.", DiskFull);
    }

    private static SandboxedResult Judge(SandboxedCommand command, int exitCode, string errors, TimeSpan took)
    {
        if (errors.StartsWith("bwrap:", StringComparison.Ordinal) || errors.StartsWith("prlimit: failed to execute", StringComparison.Ordinal))
            throw Unavailable("The sandbox cannot start: " + errors.Split('\n')[0], null);
        if (WasStopped(command, exitCode, errors, took)) throw new DecodeException(OutcomeReason.DecoderStopped, $"{command.Tool} was ended from outside (exit {Number(exitCode)}); that says nothing of the file.");
        return exitCode is Killed or 152 or 153
            ? throw new DecodeException(OutcomeReason.DecodeLimit, "The decoder was ended at its limit of CPU time or file size.")
            : new SandboxedResult(exitCode, errors);
    }

    /// <summary>True where a signal from outside ended it: a service that stops sends TERM to all its processes, a machine without memory KILL. The limit of CPU time ends by KILL as well, but not before that time can have been used.</summary>
    private static bool WasStopped(SandboxedCommand command, int exitCode, string errors, TimeSpan took) => exitCode switch
    {
        HungUp or Interrupted or Terminated => true,
        Killed => took * Environment.ProcessorCount < TimeSpan.FromSeconds(command.CpuSeconds),
        // ffmpeg's own way to end on a signal, without a word; 7.1 says 255 also of an error "Operation not permitted", with it.
        // 123: after more than three signals.
        123 or 255 => command.Tool == "ffmpeg" && !errors.Contains("Operation not permitted", StringComparison.Ordinal),
        _ => false,
    };

    private static DecodeException Unavailable(string why, Exception? inner) =>
        new(OutcomeReason.SandboxUnavailable, why + " Nothing is decoded without it; see docs/operations.md, 'Sandbox'.", inner);

    private static async Task<string> ReadErrorsAsync(Stream stream, CancellationToken cancellationToken)
    {
        var kept = new byte[KeptErrorBytes];
        var length = 0;
        var buffer = new byte[KeptErrorBytes];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            var keep = Math.Min(length, KeptErrorBytes - Math.Min(read, KeptErrorBytes));
            // The first line tells whether the sandbox started; after that the last ones count.
            Array.Copy(kept, length - keep, kept, 0, keep);
            Array.Copy(buffer, 0, kept, keep, Math.Min(read, KeptErrorBytes - keep));
            length = keep + Math.Min(read, KeptErrorBytes - keep);
        }

        return LogText.Clean(Encoding.UTF8.GetString(kept, 0, length));
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
