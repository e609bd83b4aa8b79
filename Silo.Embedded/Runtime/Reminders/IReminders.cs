using Orleans.Runtime;

namespace OrleansJobs.Silo.Embedded;

/// <summary>The reminders of grains, as <see cref="Orleans.GrainReminderExtensions"/> offers them.</summary>
internal interface IReminders
{
    Task<IGrainReminder> Register(GrainId grainId, string name, TimeSpan dueTime, TimeSpan period);

    Task Unregister(GrainId grainId, IGrainReminder reminder);

    Task<IGrainReminder?> Get(GrainId grainId, string name);

    Task<List<IGrainReminder>> GetAll(GrainId grainId);
}
