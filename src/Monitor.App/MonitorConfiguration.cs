namespace Monitor.App;

/// <summary>Where settings come from: monitor.json in the data folder, then environment variables such as MONITOR_Media__Sandbox.</summary>
public static class MonitorConfiguration
{
    public static IConfiguration Read(string? dataFolder)
    {
        var builder = new ConfigurationBuilder();
        if (dataFolder is not null) builder.AddJsonFile(Path.Combine(Path.GetFullPath(dataFolder), "monitor.json"), optional: true, reloadOnChange: false);
        try
        {
            return builder.AddEnvironmentVariables("MONITOR_").Build();
        }
        catch (Exception fault) when (fault is InvalidDataException or FormatException)
        {
            throw new UsageException($"The settings cannot be read: {fault.InnerException?.Message ?? fault.Message}");
        }
    }
}
