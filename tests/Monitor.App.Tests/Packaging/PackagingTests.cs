using System.Diagnostics;

namespace Monitor.App.Tests.Packaging;

/// <summary>The second wall: the service's unit is well formed and tight, and the firewall's lines let through what they should and nothing else.</summary>
public sealed class PackagingTests
{
    private static readonly string Folder = Path.Combine(ArchitectureTests.Root, "packaging");

    [SkippableTheory]
    [InlineData(false, 30)]
    [InlineData(true, 29)]
    public async Task Unit_PlainAndWithTor_IsVerifiedAndItsExposureIsLow(bool withTor, int mostTenths)
    {
        Skip.IfNot(File.Exists("/usr/bin/systemd-analyze"), "Debian's systemd is not installed; ./setup --for-tests installs it.");
        var copy = Directory.CreateTempSubdirectory();
        // The program's file must exist for the check; nothing else is replaced. A folder beside the unit is read as its drop-ins.
        var unit = Path.Combine(copy.FullName, "monitor.service");
        await File.WriteAllTextAsync(unit, (await File.ReadAllTextAsync(Path.Combine(Folder, "monitor.service"))).Replace("ExecStart=/opt/monitor/monitor", "ExecStart=/bin/true", StringComparison.Ordinal));
        if (withTor)
        {
            Directory.CreateDirectory(unit + ".d");
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Folder, "monitor.service.d"))) File.Copy(file, Path.Combine(unit + ".d", Path.GetFileName(file)));
        }

        var verified = await RunAsync("systemd-analyze", "verify", "--man=no", unit);
        Assert.True(verified.Code == 0 && !verified.Text.Contains("monitor.service", StringComparison.Ordinal), verified.Text);
        var judged = await RunAsync("systemd-analyze", "security", "--offline=true", "--no-pager", $"--threshold={mostTenths}", unit);
        Assert.True(judged.Code == 0, judged.Text);
        copy.Delete(recursive: true);
    }

    [Fact]
    public async Task TorForm_AllowsOneAddressAndReadsItsOwnNames()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Folder, "monitor.service.d", "tor.conf"));
        foreach (var line in new[] { "IPAddressDeny=any", "IPAddressAllow=127.0.0.1/32", "TemporaryFileSystem=/run:ro" }) Assert.Contains(line, lines);
        Assert.Contains("hosts: files", await File.ReadAllLinesAsync(Path.Combine(Folder, "monitor.service.d", "nsswitch")));
    }

    [SkippableFact]
    public async Task Wall_InANetworkNamespace_LetsThroughTheProxyAndTheOwnPortsAlone()
    {
        Skip.IfNot(Environment.UserName == "root", "A network namespace with a firewall needs root.");
        foreach (var tool in new[] { "/usr/sbin/nft", "/usr/sbin/ip", "/usr/bin/python3" }) Skip.IfNot(File.Exists(tool) || File.Exists(tool.Replace("/usr/sbin", "/sbin", StringComparison.Ordinal)), $"{tool} is not installed; ./setup --for-tests installs it.");
        var run = await RunAsync("bash", Path.Combine(ArchitectureTests.Root, "tests/Monitor.App.Tests/Packaging/wall.sh"), Path.Combine(Folder, "monitor.nft"));
        Assert.True(run.Code == 0, string.Join('\n', run.Text.Split('\n').Where(line => !line.StartsWith("ok ", StringComparison.Ordinal))));
        Assert.Matches("\n[1-9][0-9]+ passed, 0 failed", run.Text);
    }

    private static async Task<(int Code, string Text)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var text = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(5));
        return (process.ExitCode, text);
    }
}
