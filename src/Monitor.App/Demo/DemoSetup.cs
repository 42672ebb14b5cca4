namespace Monitor.App.Demo;

/// <summary>Adds the demo to a host that polls channels.</summary>
public static class DemoSetup
{
    public static IServiceCollection AddMonitorDemo(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DemoOptions>().Bind(configuration.GetSection(DemoOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<DemoClips>().AddHostedService<DemoSite>();
    }
}
