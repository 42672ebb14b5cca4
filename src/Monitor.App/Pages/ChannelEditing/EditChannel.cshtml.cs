using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Inspect;
using Monitor.App.Jobs;
using Monitor.Core.Channels;
using Monitor.Core.Database;

namespace Monitor.App.Pages.ChannelEditing;

/// <summary>Adds a channel, or edits, tries, pauses and polls one, without a file.</summary>
public sealed class EditChannelModel(IDbContextFactory<MonitorDbContext> contexts, EditChannels channels, TryChannel tries, Doorbell bell) : EditPage
{
    public long? Id { get; private set; }

    [BindProperty] public ChannelInput Input { get; set; } = new() { Stages = [.. Core.Pipelines.StageFacts.Optional.Select(stage => stage.ToString())] };

    /// <summary>The channel as it is; null for a new one.</summary>
    public Channel? Channel { get; private set; }

    /// <summary>Settings in which it differs from its file.</summary>
    public IReadOnlyList<string> Differs { get; private set; } = [];

    public TriedChannel? Tried { get; private set; }

    public async Task<IActionResult> OnGetAsync(long? id, CancellationToken cancellationToken)
    {
        if (id is null) return Page();
        if (await LoadAsync(id.Value, cancellationToken) is not { } channel) return NotFound();
        Input = ChannelInput.Of(channel);
        return Page();
    }

    public Task<IActionResult> OnPostAsync(long? id, CancellationToken cancellationToken) => WriteAsync(async () =>
    {
        var settings = Input.ToSettings();
        if (id is { } known) await channels.EditAsync(Actor, known, settings, cancellationToken);
        else id = await channels.AddAsync(Actor, Input.Name?.Trim() ?? "", settings, cancellationToken);
        bell.Nudge();
        return LocalRedirect($"/channels/{id}");
    }, () => AgainAsync(id, cancellationToken));

    /// <summary>Reads the channel once as typed; nothing is saved.</summary>
    public async Task<IActionResult> OnPostTryAsync(long? id, CancellationToken cancellationToken)
    {
        if (ChannelUrl.Of(Input.Kind, Input.Url) is { } url) Tried = await tries.RunAsync(Input.Kind, url, Input.Egress?.Trim() ?? "", cancellationToken);
        else Problem = "EditRefusal_ChannelAddressNotUnderstood";
        return await AgainAsync(id, cancellationToken);
    }

    public Task<IActionResult> OnPostPauseAsync(long id, CancellationToken cancellationToken) => DoAsync(id, () => channels.PauseAsync(Actor, id, cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostResumeAsync(long id, CancellationToken cancellationToken) => DoAsync(id, () => channels.ResumeAsync(Actor, id, cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostPollAsync(long id, CancellationToken cancellationToken) => DoAsync(id, () => channels.PollNowAsync(Actor, id, cancellationToken), cancellationToken);

    private Task<IActionResult> DoAsync(long id, Func<Task> work, CancellationToken cancellationToken)
    {
        // The buttons stand beside the form: what that form would hold is not sent with them.
        ModelState.Clear();
        return WriteAsync(async () =>
        {
            await work();
            bell.Nudge();
            return LocalRedirect($"/channels/{id}");
        }, () => AgainAsync(id, cancellationToken));
    }

    private async Task<IActionResult> AgainAsync(long? id, CancellationToken cancellationToken) =>
        id is { } known && await LoadAsync(known, cancellationToken) is null ? NotFound() : Page();

    private async Task<Channel?> LoadAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        Channel = await db.Channels.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.Kind != ChannelKind.Import, cancellationToken);
        if (Channel is not null) (Id, Differs) = (id, ChannelSettings.DifferFromFile(Channel));
        return Channel;
    }
}
