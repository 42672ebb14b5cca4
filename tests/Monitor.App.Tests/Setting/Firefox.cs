using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Monitor.App.Tests.Setting;

/// <summary>Drives Debian's stock firefox-esr, headless, as Tor Browser's safest level has it: no JavaScript, no SVG.
/// It speaks Marionette (length-prefixed JSON arrays over TCP), so it needs neither geckodriver nor Playwright.</summary>
internal sealed class Firefox : IAsyncDisposable
{
    private const string Prefs = """
        user_pref("marionette.port", 0);
        user_pref("javascript.enabled", false);
        user_pref("svg.disabled", true);
        user_pref("mathml.disabled", true);
        user_pref("dom.ipc.processPrelaunch.enabled", false);
        user_pref("browser.startup.page", 0);
        user_pref("browser.newtabpage.enabled", false);
        user_pref("extensions.enabledScopes", 0);

        """;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan CommandLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan QuitLimit = TimeSpan.FromSeconds(15);

    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("firefox-");
    private readonly Process process = new();
    private readonly TcpClient client = new() { NoDelay = true };
    private readonly StringBuilder log = new();
    private int lastId;

    private Firefox() { }

    public static async Task<Firefox> StartAsync(string extraPrefs = "")
    {
        var firefox = new Firefox();
        try
        {
            using var limit = new CancellationTokenSource(StartLimit);
            await firefox.LaunchAsync(extraPrefs, limit.Token);
            return firefox;
        }
        catch (Exception e)
        {
            await firefox.DisposeAsync();
            lock (firefox.log) { throw new InvalidOperationException($"firefox-esr did not start: {e.Message}\n{firefox.log}", e); }
        }
    }

    public async Task GoAsync(string url) => await SendAsync("WebDriver:Navigate", new() { ["url"] = url });
    public async Task ClickAsync(string css) => await SendAsync("WebDriver:ElementClick", await FindAsync(css));
    public async Task<string> TextAsync(string css) => Text(await SendAsync("WebDriver:GetElementText", await FindAsync(css)));
    public async Task<string> SourceAsync() => Text(await SendAsync("WebDriver:GetPageSource", []));
    public async Task<string> UrlAsync() => Text(await SendAsync("WebDriver:GetCurrentURL", []));

    public async Task FillAsync(string css, string text)
    {
        var field = await FindAsync(css);
        await SendAsync("WebDriver:ElementClear", (JsonObject)field.DeepClone());
        field["text"] = text;
        await SendAsync("WebDriver:ElementSendKeys", field);
    }

    public async Task ScreenshotAsync(string path)
    {
        var png = Text(await SendAsync("WebDriver:TakeScreenshot", new() { ["full"] = true }));
        await File.WriteAllBytesAsync(path, Convert.FromBase64String(png));
    }

    public async ValueTask DisposeAsync()
    {
        var wait = TimeSpan.Zero; // a Firefox that does not answer is killed at once
        try
        {
            if (client.Connected)
            {
                await SendAsync("Marionette:Quit", new() { ["flags"] = new JsonArray("eForceQuit") });
                wait = QuitLimit;
            }
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or TimeoutException) { }
        client.Dispose();
        try { await EndAsync(wait); }
        catch (InvalidOperationException) { } // it never started
        process.Dispose();
        home.Delete(recursive: true);
    }

    private async Task LaunchAsync(string extraPrefs, CancellationToken stop)
    {
        await File.WriteAllTextAsync(Path.Combine(home.FullName, "user.js"), Prefs + extraPrefs, stop);
        process.StartInfo = new("firefox-esr", ["--headless", "--marionette", "--no-remote", "--profile", home.FullName])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["HOME"] = home.FullName, ["MOZ_CRASHREPORTER_DISABLE"] = "1" }, // else it writes to ~/.mozilla and ~/.cache
        };
        process.OutputDataReceived += Log;
        process.ErrorDataReceived += Log;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        var portFile = Path.Combine(home.FullName, "MarionetteActivePort");
        int port;
        while (!File.Exists(portFile) || !int.TryParse(await File.ReadAllTextAsync(portFile, stop), CultureInfo.InvariantCulture, out port))
        {
            if (process.HasExited) { throw new IOException($"it ended with {process.ExitCode}"); }
            await Task.Delay(50, stop);
        }
        await client.ConnectAsync(IPAddress.Loopback, port, stop);
        await ReceiveAsync(stop); // its greeting: {"applicationType":"gecko","marionetteProtocol":3}
        var timeouts = new JsonObject { ["pageLoad"] = 20_000, ["implicit"] = 2_000 };
        await SendAsync("WebDriver:NewSession", new() { ["capabilities"] = new JsonObject { ["alwaysMatch"] = new JsonObject { ["timeouts"] = timeouts } } });
    }

    private async Task<JsonObject> FindAsync(string css)
    {
        var found = await SendAsync("WebDriver:FindElement", new() { ["using"] = "css selector", ["value"] = css });
        return new() { ["id"] = found!["value"]!.AsObject().Single().Value!.GetValue<string>() }; // its one key is WebDriver's element identifier
    }

    private async Task<JsonNode?> SendAsync(string command, JsonObject parameters)
    {
        using var limit = new CancellationTokenSource(CommandLimit);
        try
        {
            var id = ++lastId;
            var body = Encoding.UTF8.GetBytes(new JsonArray(0, id, command, parameters).ToJsonString());
            await client.GetStream().WriteAsync((byte[])[.. Encoding.ASCII.GetBytes($"{body.Length}:"), .. body], limit.Token);
            var answer = await ReceiveAsync(limit.Token); // [1, id, error or null, result or null]
            if (answer[1]!.GetValue<int>() != id) { throw new IOException($"{command} got the answer to another command."); }
            return answer[2] is { } error
                ? throw new InvalidOperationException($"{command} {parameters.ToJsonString()}: {error["error"]}: {error["message"]}")
                : answer[3];
        }
        catch (OperationCanceledException e)
        {
            client.Close(); // the stream may stand in the middle of an answer
            throw new TimeoutException($"{command} took over {CommandLimit}.", e);
        }
    }

    private async Task<JsonNode> ReceiveAsync(CancellationToken stop)
    {
        var stream = client.GetStream();
        var digit = new byte[1];
        var length = 0;
        while (true)
        {
            await stream.ReadExactlyAsync(digit, stop);
            if (digit[0] == ':') { break; }
            length = (length * 10) + digit[0] - '0';
        }
        var body = new byte[length];
        await stream.ReadExactlyAsync(body, stop);
        return JsonNode.Parse(body)!;
    }

    private async Task EndAsync(TimeSpan wait)
    {
        using var limit = new CancellationTokenSource(wait);
        try { await process.WaitForExitAsync(limit.Token); }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            using var last = new CancellationTokenSource(QuitLimit);
            await process.WaitForExitAsync(last.Token);
        }
    }

    private void Log(object sender, DataReceivedEventArgs line) { lock (log) { log.AppendLine(line.Data); } }

    private static string Text(JsonNode? answer) => answer!["value"]!.GetValue<string>();
}
