namespace Monitor.App;

/// <summary>The adapters that a configuration may name; an unknown one stops the start.</summary>
public static class AdapterChoice
{
    private static readonly (string Key, string[] Allowed)[] Ports = [("Database:Type", ["Sqlite"]), ("Search:Type", ["Lucene", "Elasticsearch"]), ("Storage:Type", ["Files"])];

    /// <summary>Throws <see cref="UsageException"/> naming the allowed values.</summary>
    public static void Check(IConfiguration configuration)
    {
        foreach (var (key, allowed) in Ports)
            if (configuration[key] is { } value && !allowed.Contains(value, StringComparer.Ordinal))
                throw new UsageException($"{key} is '{value}'; allowed: {string.Join(", ", allowed)}.");
    }
}
