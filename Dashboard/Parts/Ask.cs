using MudBlazor;

namespace OrleansJobs.Dashboard.Parts;

/// <summary>Asks before something is done that cannot be taken back.</summary>
internal static class Ask
{
    /// <summary>Whether the reader wants it.</summary>
    public static async Task<bool> Whether(this IDialogService dialogs, string question, string yes) =>
        await dialogs.ShowMessageBoxAsync("Are you sure?", question, yesText: yes, cancelText: "Back") == true;
}
