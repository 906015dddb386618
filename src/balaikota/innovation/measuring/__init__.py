"""From units and months to a finding: the data choose the method, a second one must agree, fake starts stay calm."""
