using System.CommandLine;
using Microsoft.AspNetCore.Identity;
using Monitor.App.Accounts;
using Monitor.Core.Audit;

namespace Monitor.App.Commands;

/// <summary>monitor accounts: for the administrator who cannot sign in any more.</summary>
internal static class AccountCommands
{
    public static Command Make(Func<Command, FolderNeeds, Func<ParseResult, FolderWork>, Command> finish)
    {
        var name = new Argument<string>("NAME") { Description = "User name of the account." };
        var link = finish(new Command("link", "Make a one-time link by which an account gets a new password and pairs another app. The server has to run. Exit: 0 made, 2 no such account, 64 no server.") { name }, FolderNeeds.Folder,
            parsed => (services, output, token) => LinkAsync(services, parsed.GetValue(name)!, output, token));
        return new Command("accounts", "The accounts of the pages.") { link };
    }

    private static async Task<int> LinkAsync(IServiceProvider services, string name, CommandOutput output, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        if (scope.ServiceProvider.GetService<AccountLinks>() is not { } links) throw new UsageException("Start 'monitor serve' first, then run this beside it.");
        if (await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().FindByNameAsync(name) is not { } account)
        {
            await output.ProgressAsync("There is no such account.");
            return ExitCodes.Failed;
        }

        var token = await links.OpenAsync(account);
        await services.GetRequiredService<AuditLog>().WriteAsync(Actor.Owner, AuditAction.AccountInvited, "account", account.Id, "command", cancellationToken);
        await output.LineAsync($"/invitation?token={token}");
        await output.ProgressAsync("Open this path on the server's address; it works once, for three days.");
        return ExitCodes.Done;
    }
}
