namespace Monitor.App;

/// <summary>Where settings come from: monitor.json in the data folder, then environment variables such as MONITOR_Media__Sandbox.</summary>
public static class MonitorConfiguration
{
    public static IConfiguration Read(string? dataFolder)
    {
        var builder = new ConfigurationBuilder();
        if (dataFolder is not null) builder.AddJsonFile(Path.Combine(Path.GetFullPath(dataFolder), "monitor.json"), optional: true, reloadOnChange: false);
        return builder.AddEnvironmentVariables("MONITOR_").Build();
    }
}
