namespace Monitor.App.Commands;

/// <summary>What the runtime leaves in the temp folder by itself: sockets by which a debugger could read all that a process knows. DOTNET_EnableDiagnostics=0, which run.sh and the
/// service's unit set, keeps it from making them; where it is not set, they are taken away at the start.</summary>
internal static class OwnTraces
{
    public static void Remove()
    {
        if (Environment.GetEnvironmentVariable("DOTNET_EnableDiagnostics") == "0") return;
        foreach (var name in new[] { $"dotnet-diagnostic-{Environment.ProcessId}-*-socket", $"clr-debug-pipe-{Environment.ProcessId}-*" }) RemoveAll(name);
    }

    private static void RemoveAll(string name)
    {
        try
        {
            foreach (var file in Directory.EnumerateFiles(Path.GetTempPath(), name)) File.Delete(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Somebody else's, or no temp folder at all: then there is nothing of ours.
        }
    }
}
