using Hangfire;
using Hangfire.InMemory;
using Monitor.Core.Pipelines;

namespace Monitor.App.Jobs;

/// <summary>Hangfire as this program uses it: in memory, one server a queue, only our job type.</summary>
public static class JobsSetup
{
    public static IServiceCollection AddMonitorJobs(this IServiceCollection services)
    {
        services.AddHangfire(hangfire => hangfire.UseSimpleAssemblyNameTypeSerializer().UseTypeResolver(JobTypes.Resolve).UseRecommendedSerializerSettings()
            .UseInMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromHours(2) }));
        foreach (var queue in StageFacts.Queues)
            services.AddHangfireServer(server =>
            {
                (server.ServerName, server.Queues, server.WorkerCount) = ("monitor-" + queue, [queue], Workers(queue));
                server.ShutdownTimeout = TimeSpan.FromSeconds(5);
                server.CancellationCheckInterval = TimeSpan.FromSeconds(5);
            });
        services.AddTransient<StageJob>();
        services.AddHostedService<Reconciler>().AddHostedService<KeepIndex>().AddHostedService<KeepAlarms>();
        return services;
    }

    private static int Workers(string queue) => queue switch
    {
        // A dead host behind a proxy is waited for for a minute and a half: a few of them hold nobody up.
        "poll" or "slow-poll" or "fetch" or "slow-fetch" or "watch" => 8,
        "decode" => Math.Max(1, Environment.ProcessorCount / 2),
        _ => 1,
    };
}
