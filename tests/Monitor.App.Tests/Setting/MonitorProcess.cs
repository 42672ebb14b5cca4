using System.Diagnostics;
using System.Text;

namespace Monitor.App.Tests.Setting;

/// <summary>The real program as a process of its own.</summary>
internal sealed class MonitorProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new(), errors = new();
    private readonly TaskCompletionSource<string> served = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private MonitorProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output
    {
        get { lock (output) return output.ToString(); }
    }

    public string Errors
    {
        get { lock (errors) return errors.ToString(); }
    }

    /// <summary>The address that it serves, without a slash at the end.</summary>
    public string Origin { get; private set; } = "";

    /// <summary>The one-time link for the first account.</summary>
    public string FirstAccountLink => Output.Split('\n').Select(line => line.Split("make the first one: ")).First(parts => parts.Length == 2)[1].Trim();

    public static MonitorProcess Start(TestFolder folder, IReadOnlyDictionary<string, string>? settings, params string[] arguments) => Start(folder, settings, [], arguments);

    public static MonitorProcess Start(TestFolder folder, IReadOnlyDictionary<string, string>? settings, IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["MONITOR_DATA"] = folder.Path;
        foreach (var (key, value) in settings ?? new Dictionary<string, string>()) start.Environment["MONITOR_" + key] = value;
        foreach (var (key, value) in environment) start.Environment[key] = value;
        return new MonitorProcess(Process.Start(start)!);
    }

    /// <summary>Starts `monitor serve` on a free port and waits until it answers.</summary>
    public static async Task<MonitorProcess> ServeAsync(TestFolder folder, IReadOnlyDictionary<string, string>? settings = null)
    {
        var monitor = Start(folder, settings, "serve", "--listen", "127.0.0.1:0");
        var ended = monitor.process.WaitForExitAsync();
        if (await Task.WhenAny(monitor.served.Task, ended).WaitAsync(TimeSpan.FromMinutes(2)) == ended) throw new InvalidOperationException("monitor serve ended: " + monitor.Errors);
        monitor.Origin = await monitor.served.Task;
        return monitor;
    }

    /// <summary>Runs a command to its end.</summary>
    public static Task<(int Code, string Output, string Errors)> RunAsync(TestFolder folder, IReadOnlyDictionary<string, string>? settings, params string[] arguments) => RunAsync(folder, settings, new Dictionary<string, string>(), arguments);

    /// <summary>Runs a command to its end, with more variables in its environment.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(TestFolder folder, IReadOnlyDictionary<string, string>? settings, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        await using var monitor = Start(folder, settings, environment, arguments);
        await monitor.WaitAsync();
        return (monitor.process.ExitCode, monitor.Output, monitor.Errors);
    }

    public bool HasExited => process.HasExited;

    public Task WaitAsync() => process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(5));

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await WaitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await WaitAsync();
        process.Dispose();
    }

    internal static string Program
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                var path = Path.Combine(folder.FullName, "artifacts", "bin", "Monitor.App", "debug", "monitor");
                if (File.Exists(path)) return path;
            }

            throw new FileNotFoundException("The program is not built.");
        }
    }

    private void Keep(StringBuilder text, string? line)
    {
        if (line is null) return;
        lock (text) text.AppendLine(line);
        if (line.StartsWith("Monitor serves ", StringComparison.Ordinal)) served.TrySetResult(line.Split(' ')[2].TrimEnd('/'));
    }
}
