using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Pipelines;
using Monitor.Core.Triage;
using Monitor.Embedded.FileStore;
using Monitor.Embedded.Sqlite;

namespace Monitor.App.Data;

/// <summary>Makes a data folder ready for its owner: schema, pipelines, and what a process that died left behind.</summary>
public sealed class PrepareFolder(DataFolder folder, IDbContextFactory<MonitorDbContext> contexts, FileMediaStore store, SyncPipelines sync, ResumeStages resume, Lexicons lexicons)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken)) await PrepareDatabaseAsync(db, cancellationToken);
        store.ClearIncoming();
        CopyDemo();
        await sync.RunAsync(LoadPipelines(), cancellationToken);
        await resume.ClearAtStartAsync(cancellationToken);
    }

    private static async Task PrepareDatabaseAsync(MonitorDbContext db, CancellationToken cancellationToken)
    {
        await db.Database.MigrateAsOwnerAsync(cancellationToken);
        await db.KeepEvidenceAsync(cancellationToken);
    }

    /// <summary>Reads every pipeline file of the folder; all errors of all files are told at once.</summary>
    private List<PipelineDefinition> LoadPipelines()
    {
        var pipelines = new List<PipelineDefinition>();
        var errors = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder.Pipelines, "*.yaml").Order(StringComparer.Ordinal))
        {
            try
            {
                var pipeline = PipelineLoader.Load(file);
                pipelines.Add(pipeline);
                lexicons.For(string.Join(',', pipeline.Lexicons));
            }
            catch (PipelineException fault)
            {
                errors.AddRange(fault.Errors);
            }
            catch (Exception fault) when (fault is FileNotFoundException or FormatException or YamlDotNet.Core.YamlException)
            {
                errors.Add($"{file}: {fault.Message}");
            }
        }

        foreach (var twin in pipelines.GroupBy(pipeline => pipeline.Name).Where(group => group.Count() > 1)) errors.Add($"{folder.Pipelines}: two files are called '{twin.Key}'.");
        return errors.Count > 0 ? throw new PipelineException(errors) : pipelines;
    }

    /// <summary>A new folder begins with the demo, so that a first start shows something; deleting the file ends it.</summary>
    private void CopyDemo()
    {
        if (Directory.Exists(folder.Pipelines)) return;
        Directory.CreateDirectory(folder.Pipelines);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "pipelines", "demo.yaml"), Path.Combine(folder.Pipelines, "demo.yaml"));
    }
}
