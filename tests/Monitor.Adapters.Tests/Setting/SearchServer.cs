using System.Diagnostics;

namespace Monitor.Adapters.Tests.Setting;

/// <summary>A real search server on loopback for as long as the tests run: the one that an environment variable names, or one that the samples' starter starts.</summary>
public abstract class SearchServer(string engine) : IAsyncLifetime
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("monitor-search-");
    private Process? process;
    private string? url;

    /// <summary>The server's address; skips the test where there is no server.</summary>
    public string Url => url ?? throw new SkipException($"{engine} is not here: neither ../shared/elasticsearch with java, nor an address in {Variable}.");

    /// <summary>True where the tests started it, and may end it.</summary>
    public bool IsOwn => process is not null;

    private string Variable => "MONITOR_TEST_" + engine.ToUpperInvariant();

    public async Task InitializeAsync()
    {
        url = Environment.GetEnvironmentVariable(Variable);
        if (url is null && Starter() is not null && File.Exists("/usr/bin/java")) await StartAsync(0);
    }

    public async Task DisposeAsync()
    {
        if (process is not null) await StopAsync();
        data.Delete(recursive: true);
    }

    /// <summary>Starts it on a port, 0 for a free one, with the data that it had.</summary>
    public async Task StartAsync(int port)
    {
        var start = new ProcessStartInfo(Starter()!) { RedirectStandardOutput = true };
        foreach (var argument in new[] { "--engine", engine, "--heap", "512m", "--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture), "--data", data.FullName }) start.ArgumentList.Add(argument);
        process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(3));
        url = line?.StartsWith("ready ", StringComparison.Ordinal) == true ? line[6..].Trim() : throw new InvalidOperationException($"{engine} did not start: {line}");
    }

    /// <summary>kill -9 of the server and of the script that holds it.</summary>
    public async Task KillAsync()
    {
        process!.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    private async Task StopAsync()
    {
        // TERM lets the starter remove its folder.
        using (var end = Process.Start("sh", ["-c", $"kill -TERM {process!.Id}"])) await end.WaitForExitAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
            process.Dispose();
        }
        catch (TimeoutException)
        {
            await KillAsync();
        }
    }

    private static string? Starter()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "elasticsearch", "start");
            if (File.Exists(path)) return path;
        }

        return null;
    }
}

public sealed class ElasticsearchServer() : SearchServer("elasticsearch");

public sealed class OpenSearchServer() : SearchServer("opensearch");

/// <summary>Tests on one server run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class ElasticsearchTests : ICollectionFixture<ElasticsearchServer>
{
    public const string Name = "elasticsearch";
}

[CollectionDefinition(Name)]
public sealed class OpenSearchTests : ICollectionFixture<OpenSearchServer>
{
    public const string Name = "opensearch";
}
