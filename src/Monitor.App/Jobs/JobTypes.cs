using Hangfire.Common;

namespace Monitor.App.Jobs;

/// <summary>The only types that a stored job may name. A row that names another one is not run.</summary>
public static class JobTypes
{
    private static readonly Dictionary<string, Type> Allowed = new[] { typeof(StageJob), typeof(long), typeof(CancellationToken) }
        .SelectMany(type => new[] { (Name: TypeHelper.SimpleAssemblyTypeSerializer(type), type), (Name: type.AssemblyQualifiedName!, type), (Name: type.FullName!, type) })
        .DistinctBy(pair => pair.Name).ToDictionary(pair => pair.Name, pair => pair.type);

    /// <summary>The type of that name. Throws <see cref="TypeLoadException"/> for any that is not on the list.</summary>
    public static Type Resolve(string name) =>
        Allowed.TryGetValue(name, out var type) ? type : throw new TypeLoadException("A job names a type that is not on the list of job types.");
}
