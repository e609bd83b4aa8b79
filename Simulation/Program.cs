using OrleansJobs.Simulation.Runs;

return SimulationProgram.Run(args, Console.Out, TimeProvider.System);
