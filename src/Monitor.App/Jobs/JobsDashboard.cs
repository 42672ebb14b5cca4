using Hangfire;
using Hangfire.Dashboard;
using Monitor.App.Accounts;

namespace Monitor.App.Jobs;

/// <summary>Hangfire's own pages: for administrators, by the same cookie, and only to look at. Retrying is done on our jobs page.</summary>
public static class JobsDashboard
{
    public static void MapJobsDashboard(this WebApplication app) => app.MapHangfireDashboard("/hangfire", new DashboardOptions
    {
        Authorization = [new OnlyAdministrators()],
        IsReadOnlyFunc = _ => true,
        AppPath = "/jobs",
        DashboardTitle = "Monitor",
        DisplayStorageConnectionString = false,
    }).RequireAuthorization(Policies.Administer);

    private sealed class OnlyAdministrators : IDashboardAuthorizationFilter
    {
        public bool Authorize(DashboardContext context) => context.GetHttpContext().User.IsInRole(Roles.Administrator);
    }
}
